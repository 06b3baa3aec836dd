import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOf, twoMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi, testToken } from '../kit/test-api.ts';
import type { TestApi } from '../kit/test-api.ts';

interface Received {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

/** Reads a stream of server-sent events as a client does. */
function listen(port: number): Promise<{ headers: Record<string, unknown>; next(): Promise<Received>; ended: Promise<void>; stop(): void }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/v1/events', headers: { authorization: `Bearer ${testToken}` }, agent: false }, (answer) => {
      const received: Received[] = [];
      const waiting: ((event: Received) => void)[] = [];
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks.filter((candidate) => !candidate.startsWith(':'))) {
          const fields = Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
          const event = { id: fields['id'] ?? '', event: fields['event'] ?? '', data: JSON.parse(fields['data'] ?? 'null') as Record<string, unknown> };
          const taker = waiting.shift();
          if (taker === undefined) received.push(event);
          else taker(event);
        }
      });
      resolve({
        headers: answer.headers,
        next: () => new Promise((take) => {
          const first = received.shift();
          if (first === undefined) waiting.push(take);
          else take(first);
        }),
        ended: new Promise((end) => answer.on('close', end)),
        stop: () => sent.destroy(),
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the stream of events', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi();
    api.test.snapshot([accountOf(1)]);
  });
  afterEach(() => api.close());

  it('starts with the status and tells what happens, in order', async () => {
    const stream = await listen(api.port);
    expect(stream.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(await stream.next()).toMatchObject({ id: '1', event: 'status', data: { mode: 'online', till: { tillId: 'till-1' } } });
    await api.call('POST', '/v1/scans', { body: { code: '010001' } });
    const sale = await api.call('PUT', '/v1/sales/sale-1', { body: { baseRevision: 0, lines: twoMilks } });
    await api.call('PUT', '/v1/sales/sale-1', { body: { baseRevision: 0, lines: twoMilks } });
    const committed = await api.call('POST', '/v1/sales/sale-1/commit', { body: { revision: 1, receipt: { number: '1' } } });
    expect(await stream.next()).toMatchObject({ id: '2', event: 'scan', data: { code: '010001', source: 'api', thing: { kind: 'card' } } });
    expect(await stream.next()).toEqual({ id: '3', event: 'sale', data: sale.body });
    expect(await stream.next()).toEqual({ id: '4', event: 'sale', data: committed.body });
    api.bus.publish({ name: 'customer', value: { accountId: 'account-1' } });
    expect(await stream.next()).toEqual({ id: '5', event: 'customer', data: { accountId: 'account-1' } });
    stream.stop();
  });

  it('tells every listener, and ends with the agent', async () => {
    const streams = await Promise.all([listen(api.port), listen(api.port)]);
    await api.call('POST', '/v1/scans', { body: { code: 'x' } });
    for (const stream of streams) {
      await stream.next();
      expect(await stream.next()).toMatchObject({ event: 'scan' });
    }
    api.bus.close();
    await Promise.all(streams.map(({ ended }) => ended));
  });
});
