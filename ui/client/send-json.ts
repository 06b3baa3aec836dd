import type { Problem } from '../../agent/contract/problem.ts';
import { ApiError } from './api-failure.ts';

/** One call to the agent. `path` is relative to the page, so that it works from `app://till` as from the agent itself. */
export interface JsonCall {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  path: string;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Longer than any answer of an agent that is alive; past it the till must say something to the cashier. */
const timeoutMs = 10_000;
/** A gateway (the desktop shell) answers these while the agent is away. */
const gatewayStatuses = new Set([502, 504]);

/**
 * Sends a call and answers its JSON, as the object that it is.
 * @throws ApiError where nobody answered, the agent refused, or the answer is no JSON object.
 */
export async function sendJson(fetch: Fetch, call: JsonCall): Promise<Record<string, unknown>> {
  const response = await reach(fetch, call);
  if (gatewayStatuses.has(response.status)) throw new ApiError({ kind: 'unreachable' });
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    // A connection that broke inside the answer is no garbage: the agent went away while it spoke.
    throw new ApiError(cause instanceof SyntaxError ? { kind: 'garbage', status: response.status } : { kind: 'unreachable' }, { cause });
  }
  if (!response.ok) throw new ApiError(isProblem(body) ? { kind: 'problem', problem: body } : { kind: 'garbage', status: response.status });
  if (!isRecord(body)) throw new ApiError({ kind: 'garbage', status: response.status });
  return body;
}

async function reach(fetch: Fetch, call: JsonCall): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
  // By hand, as Chromium 114 has no AbortSignal.any.
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  call.signal?.addEventListener('abort', () => stop.abort(), { once: true });
  try {
    return await fetch(call.path, {
      method: call.method,
      headers,
      cache: 'no-store',
      credentials: 'same-origin',
      signal: stop.signal,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
  } catch (cause) {
    throw new ApiError({ kind: 'unreachable' }, { cause });
  } finally {
    clearTimeout(timer);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isProblem(value: unknown): value is Problem {
  return isRecord(value) && typeof value.code === 'string' && typeof value.detail === 'string';
}
