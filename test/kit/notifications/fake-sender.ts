/** A gateway for messages that keeps what it gets, knows a repetition by its id, and misbehaves when it is told to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of the next request.
 *   refuse   400: it will never take this one
 *   fail     503
 *   lose     it takes the message and cuts the connection: the answer is lost
 *   hang     it takes the message and never answers
 */
export type Misbehaviour = 'refuse' | 'fail' | 'lose' | 'hang';

export interface Received {
  id: string;
  kind: string;
  to: string;
  language: string;
  text: string;
}

export interface FakeSender {
  /** Where messages are posted */
  readonly url: string;
  /** Each message once, in the order in which they came first */
  messages(): Received[];
  /** How often each id came */
  times(id: string): number;
  /** One for each of the next requests; `POST /misbehave` does the same */
  misbehave(...next: Misbehaviour[]): void;
  close(): Promise<void>;
}

export async function startFakeSender(port = 0): Promise<FakeSender> {
  const messages = new Map<string, Received>();
  const times = new Map<string, number>();
  const next: Misbehaviour[] = [];
  const take = (request: IncomingMessage, response: ServerResponse, body: string) => {
    const message = JSON.parse(body) as Received;
    const how = next.shift();
    if (request.headers['idempotency-key'] !== message.id) return answer(response, 400, { error: 'the key is not the id' });
    if (how === 'refuse') return answer(response, 400, { error: 'refused' });
    if (how === 'fail') return answer(response, 503, { error: 'away' });
    times.set(message.id, (times.get(message.id) ?? 0) + 1);
    if (!messages.has(message.id)) messages.set(message.id, message);
    if (how === 'lose') return void request.socket.destroy();
    if (how === 'hang') return;
    answer(response, 202, { id: message.id });
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString('utf8'); });
    request.on('end', () => {
      const route = `${request.method} ${request.url}`;
      if (route === 'POST /messages') return take(request, response, body);
      if (route === 'GET /messages') return answer(response, 200, { messages: [...messages.values()].map((message) => ({ ...message, times: times.get(message.id) })) });
      if (route === 'POST /misbehave') {
        next.push(...(JSON.parse(body) as { next: Misbehaviour[] }).next);
        return answer(response, 200, { next });
      }
      return answer(response, 404, { error: 'not found' });
    });
  });
  await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    messages: () => [...messages.values()],
    times: (id) => times.get(id) ?? 0,
    misbehave: (...how) => void next.push(...how),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
