import { get } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { grant } from '../../usecases/kit/scripted-authority.ts';
import { accountOf, cardNumber, manyMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi, testToken } from '../kit/test-api.ts';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** A client that says no more than this, and never ends its side. */
async function holdConnection(port: number, text: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  // Being cut off is what it is there for.
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.resume();
  await new Promise((resolve) => socket.write(text, resolve));
  return socket;
}

describe('the end of the API', () => {
  it.each<[string, (port: number) => string]>([
    ['has asked nothing yet, as a browser opens one ahead', () => ''],
    ['stopped in the middle of a head', (port) => `GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuth`],
    ['stopped in the middle of a body', (port) => `PUT /v1/sales/sale-1 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${testToken}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"base`],
  ])('comes although a client holds a connection that %s', async (_what, text) => {
    const api = await startTestApi();
    const socket = await holdConnection(api.port, text(api.port));
    // The agent has seen the connection when it has answered on a later one.
    await api.plainCall('GET', '/healthz');
    await expect(api.close()).resolves.toBeUndefined();
    socket.destroy();
  });

  it('ends a stream of events whole', async () => {
    const api = await startTestApi();
    const stream = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ host: '127.0.0.1', port: api.port, path: '/v1/events', headers: { authorization: `Bearer ${testToken}` }, agent: false }, resolve).on('error', reject);
    });
    stream.resume();
    const ended = new Promise((resolve) => stream.once('close', resolve));
    await api.close();
    await ended;
    expect(stream.complete).toBe(true);
  });

  it('waits for a redemption that waits for the centre', async () => {
    const api = await startTestApi();
    api.test.snapshot([accountOf(1)]);
    await api.call('PUT', '/v1/sales/sale-1', { body: { baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } } });
    let closed: Promise<void> | undefined;
    api.test.authority.answer(async (request) => {
      closed = api.close();
      await new Promise((resolve) => setImmediate(resolve));
      return grant(request);
    });
    const answer = await api.call('POST', '/v1/sales/sale-1/redemption', { body: { revision: 1, points: 100 }, headers: { 'idempotency-key': 'key-1' } });
    expect(answer).toMatchObject({ status: 200, body: { state: 'held' } });
    await closed;
  });
});
