import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestCentral } from '../../central/kit.ts';
import { startTestCentral } from '../../central/kit.ts';
import { testSale } from '../../central/kit/test-sale.ts';
import { anna, testTime } from '../../central/kit/test-shop.ts';
import { until } from '../until.ts';
import { openChain, type Chain, type ChainOptions } from './chain.ts';
import { portalPage, rawAnswer } from './http.ts';

let central: TestCentral;
let till: Chain;
let tills = 0;
let operationsBefore = 0;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.close());
afterEach(() => till.close());

const open = async (options?: ChainOptions): Promise<Chain> => {
  operationsBefore = (await central.report()).operations;
  till = await openChain(central, { ...options, tillId: `till-${(tills += 1)}` });
  return till;
};
const sell = (count: number): void => {
  for (let sale = 0; sale < count; sale += 1) till.sell(testSale(central.compiled, { customer: anna }));
};
/** Every operation is at the centre, once. */
const isWhole = async (): Promise<void> => {
  await till.drained();
  expect(await central.report()).toMatchObject({ operations: operationsBefore + till.store.journal.head().seq, parked: 0, waiting: 0, quarantined: 0, findings: { defect: 0, fork: 0 } });
};
const reasons = (): (string | undefined)[] => till.contacts.map((contact) => contact.trouble);

describe('a wire that fails', () => {
  it('cuts a batch in the middle: it is sent again, once and whole', async () => {
    await open();
    till.proxy.cutNext({ when: 'POST /till/v1/push', direction: 'to-target', afterBytes: 1_500 });
    sell(40);
    await isWhole();
    expect(till.proxy.counts().cuts).toBe(1);
  });

  it('loses the answer after the centre has committed: nothing is doubled', async () => {
    await open();
    till.proxy.cutNext({ when: 'POST /till/v1/push', direction: 'from-target', afterBytes: 0 });
    sell(5);
    await isWhole();
    expect(till.proxy.counts().cuts).toBe(1);
  });

  it('has half-open connections: they are given up, and new ones made', async () => {
    await open({ timing: { pushTimeoutMs: 150, callTimeoutMs: 150, feedGraceMs: 150, feedWaitMs: 50, probeTimeoutMs: 500 } });
    till.proxy.halfOpen();
    sell(3);
    await until(() => till.store.outbox.position().seq === till.store.journal.head().seq, 'the push');
    expect(reasons()).toContain('no-answer');
    await isWhole();
  });

  it('brings a byte now and then (slow-loris): it is given up, and told as a centre that does not answer', async () => {
    await open({ timing: { pushTimeoutMs: 150, callTimeoutMs: 150, feedGraceMs: 150, feedWaitMs: 50, probeTimeoutMs: 150 } });
    till.proxy.drip(1_000);
    sell(3);
    await until(() => till.engine.contact().trouble === 'no-answer' && till.engine.contact().breaker !== 'closed', 'the fault');
    till.proxy.drip(undefined);
    await isWhole();
    expect(till.problems).toEqual([]);
  });

  it('does not know the name of the centre: that is told, and what was queued is sent once it does', async () => {
    await open();
    await till.restart('http://centre.invalid');
    sell(3);
    // A resolver that is not there at all may also say that the network is.
    await until(() => ['name-unknown', 'no-network'].includes(till.engine.contact().trouble ?? ''), 'the fault');
    await till.restart();
    await isWhole();
    expect(till.problems).toEqual([]);
  });

  it('is up, with nobody listening at the centre: that is told', async () => {
    await open();
    await till.proxy.set('refuse');
    sell(2);
    await until(() => till.engine.contact().trouble === 'service-down', 'the fault');
    await till.proxy.set('pass');
    await isWhole();
    expect(till.engine.contact().trouble).toBeUndefined();
  });
});

describe('an answer that is none of the centre', () => {
  const date = new Date(testTime.instantMs);
  const answers = [
    { title: '429 with Retry-After in seconds', trouble: 'error-answer', bytes: rawAnswer('429 Too Many Requests', { 'retry-after': '1' }, '') },
    { title: '503 with Retry-After in seconds', trouble: 'error-answer', bytes: rawAnswer('503 Service Unavailable', { 'retry-after': '1' }, '') },
    { title: '429 with Retry-After as a date', trouble: 'error-answer', bytes: rawAnswer('429 Too Many Requests', { date: date.toUTCString(), 'retry-after': new Date(date.getTime() + 1_000).toUTCString() }, '') },
    { title: '503 with Retry-After as a date', trouble: 'error-answer', bytes: rawAnswer('503 Service Unavailable', { date: date.toUTCString(), 'retry-after': new Date(date.getTime() + 1_000).toUTCString() }, '') },
    { title: 'the page of a captive portal with status 200', trouble: 'rubbish', bytes: rawAnswer('200 OK', { 'content-type': 'text/html' }, portalPage) },
  ];
  it.each(answers)('$title: told as $trouble, and the batch is sent again', async ({ bytes, trouble }) => {
    await open();
    till.proxy.interceptNext({ when: 'POST /till/v1/push', bytes });
    sell(3);
    await isWhole();
    expect(till.proxy.counts().intercepted).toBe(1);
    expect(reasons()).toContain(trouble);
  });

  it('comes from another program that listens there: told as rubbish', async () => {
    await open();
    const stranger = createServer((socket) => void socket.on('error', () => undefined).resume().end('220 mail.example ESMTP\r\n'));
    await new Promise<void>((resolve) => void stranger.listen(0, '127.0.0.1', resolve));
    const address = stranger.address();
    await till.restart(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    await until(() => till.engine.contact().trouble === 'rubbish', 'the fault');
    await till.restart();
    await new Promise<void>((resolve) => void stranger.close(() => resolve()));
    sell(1);
    await isWhole();
    expect(reasons()).toContain('rubbish');
  });
});

describe('a clock that is 3 hours off', () => {
  it.each([3, -3])('by %i hours: the centre tells its own time with every answer, and every sale arrives', async (hours) => {
    await open({ clockOffMs: hours * 3_600_000 });
    sell(3);
    await isWhole();
    expect(new Set(till.centralTimes)).toEqual(new Set([testTime.instantMs]));
  });
});
