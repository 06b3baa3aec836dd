import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Answer<T> {
  status: number;
  body: T;
  /** The very bytes */
  text: string;
}

/** The local API of the till in this home of `till start`, with its token. */
export function apiOf(home: string, port: number) {
  return async <T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${readFileSync(join(home, 'till', 'api.token'), 'utf8').trim()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await answer.text();
    return { status: answer.status, body: JSON.parse(text) as T, text };
  };
}

export type Api = ReturnType<typeof apiOf>;
