import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

export interface JsonCall {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  path: string;
  body?: string;
  idempotencyKey?: string;
  /** Called when the last byte of the request was handed to the system */
  onSent?: () => void;
}

export type JsonAnswer =
  | { answered: true; status: number; body: unknown; tookMs: number }
  /** The connection broke or nothing came in time: whether it was done is not known */
  | { answered: false; reason: string };

/** One agent's local API. `call` never throws for the network. */
export interface JsonClient {
  call(call: JsonCall): Promise<JsonAnswer>;
  close(): void;
}

/** Far beyond anything that a healthy agent needs; a till that hangs so long has failed. */
const answerTimeoutMs = 20_000;

export function createJsonClient(url: string, token: string): JsonClient {
  const connections = new Agent({ keepAlive: true, maxSockets: 4 });
  return {
    call: ({ method, path, body, idempotencyKey, onSent }) =>
      new Promise((resolve) => {
        const startedMs = performance.now();
        const unanswered = (error: Error): void => resolve({ answered: false, reason: error.message });
        const outgoing = request(`${url}${path}`, {
          method,
          agent: connections,
          timeout: answerTimeoutMs,
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
            ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
          },
        });
        outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${answerTimeoutMs / 1000} s`)));
        outgoing.on('error', unanswered);
        outgoing.on('finish', () => onSent?.());
        outgoing.on('response', (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => void chunks.push(chunk));
          incoming.on('error', unanswered);
          incoming.on('end', () => {
            resolve(readAnswer(incoming.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'), performance.now() - startedMs));
          });
        });
        outgoing.end(body);
      }),
    close: () => connections.destroy(),
  };
}

function readAnswer(status: number, text: string, tookMs: number): JsonAnswer {
  try {
    return { answered: true, status, body: JSON.parse(text) as unknown, tookMs };
  } catch (error) {
    return { answered: false, reason: `the answer is no JSON: ${String(error)}` };
  }
}
