import type { Problem } from '../../agent/contract/problem.ts';
import { ApiError } from './api-failure.ts';
import { isRecord } from './telling.ts';

export { isRecord };

/** One call to the agent. `path` is relative to the page, so that it works from `app://till` as from the agent itself. */
export interface JsonCall {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  idempotencyKey?: string;
  /** The approval of a second person, good for this call */
  overrideId?: string;
  signal?: AbortSignal;
  /** Asked by a clock and not by a person: nobody is asked to sign in for it */
  isQuiet?: boolean;
}

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Longer than any answer of an agent that is alive; past it the till must say something to the cashier. */
const timeoutMs = 10_000;
/** In characters. The longest answers of an agent, pages of a journal, are far below: whoever says more is none. */
const longestAnswer = 8_000_000;
/** A gateway (the desktop shell) answers these while the agent is away. */
const gatewayStatuses = new Set([502, 504]);

/**
 * Sends a call and answers its JSON, as the object that it is.
 * @throws ApiError where nobody answered, the agent refused, or the answer is no JSON object.
 */
export async function sendJson(fetch: Fetch, call: JsonCall): Promise<Record<string, unknown>> {
  // By hand, as Chromium 114 has no AbortSignal.any. Over the whole answer: one that never ends is none.
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  call.signal?.addEventListener('abort', () => stop.abort(), { once: true });
  try {
    return await answerOf(await reach(fetch, call, stop.signal));
  } finally {
    clearTimeout(timer);
  }
}

async function answerOf(response: Response): Promise<Record<string, unknown>> {
  if (gatewayStatuses.has(response.status)) throw new ApiError({ kind: 'unreachable' });
  let body: unknown;
  try {
    body = JSON.parse(await readText(response));
  } catch (cause) {
    // A connection that broke inside the answer is no garbage: the agent went away while it spoke.
    throw new ApiError(cause instanceof SyntaxError ? { kind: 'garbage', status: response.status } : { kind: 'unreachable' }, { cause });
  }
  if (!response.ok) throw new ApiError(isProblem(body) ? { kind: 'problem', problem: body } : { kind: 'garbage', status: response.status });
  if (!isRecord(body)) throw new ApiError({ kind: 'garbage', status: response.status });
  return body;
}

/** @throws SyntaxError where it is longer than any JSON of an agent */
async function readText(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    text += part.value;
    if (text.length <= longestAnswer) continue;
    await reader?.cancel();
    throw new SyntaxError('too long');
  }
  return text;
}

async function reach(fetch: Fetch, call: JsonCall, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
  if (call.overrideId !== undefined) headers['x-override'] = call.overrideId;
  try {
    return await fetch(call.path, {
      method: call.method,
      headers,
      cache: 'no-store',
      credentials: 'same-origin',
      signal,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
  } catch (cause) {
    throw new ApiError({ kind: 'unreachable' }, { cause });
  }
}

function isProblem(value: unknown): value is Problem {
  return isRecord(value) && typeof value.code === 'string' && typeof value.detail === 'string';
}
