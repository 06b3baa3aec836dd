import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { HttpCall, HttpClient, HttpHead } from '../../../sync/engine/http-client.ts';
import { SyncFault } from '../../../sync/engine/sync-fault.ts';

/** Between one till and the centre: `cut` carries nothing, `lost` carries requests and loses the answers. */
export interface Wire {
  state: 'up' | 'cut' | 'lost';
}

/** The engine's HTTP client without sockets: each request goes through the centre's own routes, and a broken wire behaves as TCP would have it. */
export function wireClient(server: () => FastifyInstance, token: () => string, wire: Wire): HttpClient {
  const send = async (call: HttpCall) => {
    if (wire.state === 'cut') throw new SyncFault('unreachable', 'the wire is cut', { mayHaveArrived: false, trouble: 'no-answer' });
    const answer = await server().inject({
      method: call.method, url: call.path,
      headers: { accept: 'application/json', authorization: `Bearer ${token()}`, ...(call.body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }), ...call.headers },
      ...(call.body === undefined ? {} : { payload: call.body }), payloadAsStream: true,
    });
    if (wire.state === 'lost') throw new SyncFault('failing', 'the answer was lost', { mayHaveArrived: true, trouble: 'no-answer' });
    const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
    const head: HttpHead = { status: answer.statusCode, headers, roundTripMs: 0 };
    return { head, body: answer.stream() };
  };
  return {
    call: async (call) => {
      const { head, body } = await send(call);
      const chunks: Buffer[] = [];
      for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
      return { ...head, text: Buffer.concat(chunks).toString('utf8') };
    },
    open: async (call) => {
      const { head, body } = await send(call);
      return { ...head, body: body as IncomingMessage };
    },
    dropIdle: () => undefined,
    close: () => undefined,
  };
}
