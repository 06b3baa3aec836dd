import { ApiError } from './api-failure.ts';
import { sendJson, type Fetch, type JsonCall } from './send-json.ts';
import type { Telling } from './telling.ts';

export type { Telling };

/** Sends a call and answers its body. Throws `ApiError`. Each part of the page makes its own calls with it. */
export type JsonCaller = <Answer>(call: JsonCall, isIt: Telling) => Promise<Answer>;

export function createJsonCaller(fetch: Fetch): JsonCaller {
  return async <Answer>(call: JsonCall, isIt: Telling) => {
    const body = await sendJson(fetch, call);
    if (!isIt(body)) throw new ApiError({ kind: 'garbage', status: 200 });
    return body as Answer;
  };
}
