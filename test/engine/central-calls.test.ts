import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createCentralCalls } from '../../sync/engine/central-calls.ts';
import type { HttpCall, HttpClient, HttpHead } from '../../sync/engine/http-client.ts';
import { SyncFault } from '../../sync/engine/sync-fault.ts';
import { defaultTiming } from '../../sync/engine/sync-timing.ts';

const { signal } = new AbortController();
const hash = 'a'.repeat(64);
const ping = { epoch: 'e', timeMs: 5 };
const page = { epoch: 'e', cursor: 1, through: { journalId: 'j', seq: 0 }, accounts: [], more: false, bundleHash: hash };
const feedQuery = { journalId: 'j', epoch: 'e', cursor: 0, throughSeq: 0, limit: 1, waitMs: 10, waiting: [] };
const hold = { protocol: 1, holdId: 'h', saleId: 's', accountId: 'a', cardNumber: '123456', points: 5, holdSeconds: 60 } as const;

/** Calls that are all answered like this, what was asked, and the times that were told. */
const answeredBy = (answer: Partial<HttpHead> & { text?: string; body?: Readable }) => {
  const asked: HttpCall[] = [];
  const times: number[] = [];
  const head = { status: 200, headers: { 'x-central-time-ms': '1800000000000', 'content-type': 'application/x-ndjson' }, roundTripMs: 20, ...answer };
  const http = {
    call: (call: HttpCall) => {
      asked.push(call);
      return Promise.resolve({ text: '', ...head });
    },
    open: (call: HttpCall) => {
      asked.push(call);
      return Promise.resolve({ body: Readable.from([]), ...head });
    },
    close: () => undefined,
  } as unknown as HttpClient;
  return { calls: createCentralCalls({ http, timing: defaultTiming, onCentralTime: (timeMs) => void times.push(timeMs) }), asked, times };
};
const faultOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => undefined, (fault: unknown) => (fault instanceof SyncFault ? fault.message : fault));

describe('the calls to the centre', () => {
  it.each([
    { title: 'ping', text: JSON.stringify(ping), call: 'ping' as const, roundTripMs: 20, told: 1 },
    { title: 'ping on a slow line', text: JSON.stringify(ping), call: 'ping' as const, roundTripMs: 1_500, told: 1 },
    { title: 'feed', text: JSON.stringify(page), call: 'feed' as const, roundTripMs: 999, told: 1 },
    { title: 'feed that was held', text: JSON.stringify(page), call: 'feed' as const, roundTripMs: 1_000, told: 0 },
    { title: 'hold', text: '{"outcome":"held","points":5,"expiresAtMs":9}', call: 'hold' as const, roundTripMs: 20, told: 1 },
    { title: 'snapshot', text: '', call: 'snapshot' as const, roundTripMs: 20, told: 1 },
  ])('tell the time of a $title $told times', async ({ text, call, roundTripMs, told }) => {
    const { calls, times } = answeredBy({ text, roundTripMs });
    if (call === 'ping') await calls.ping(signal);
    if (call === 'feed') await calls.feed(feedQuery, signal);
    if (call === 'hold') await calls.hold(hold, 300, signal);
    if (call === 'snapshot') await calls.snapshot('j', undefined, signal);
    expect(times).toHaveLength(told);
  });

  it.each(['', 'now', '-5', '1.5'])('do not take %j for a time', async (time) => {
    const { calls, times } = answeredBy({ text: JSON.stringify(ping), headers: { 'x-central-time-ms': time } });
    await calls.ping(signal);
    expect(times).toEqual([]);
  });

  it('push lines where the last answer says that the centre takes them, and one document elsewhere', async () => {
    const operation = { seq: 1, opId: 'o', kind: 'sale-committed', schema: 1, atMs: 1, wallMs: 1, clock: 'synced' as const, prev: hash, hash };
    const stored = (payload: string) => ({ ...operation, payload: Buffer.from(payload) });
    const push = { protocol: 2 as const, journalId: 'j', operations: [stored('{"a":"ж"}')], head: { seq: 1, hash }, signature: 's' };
    const text = JSON.stringify({ epoch: 'e', position: { seq: 1, hash }, verdicts: [] });
    const { calls, asked } = answeredBy({ text, headers: { 'accept-post': 'application/json, application/x-ndjson' } });
    await calls.push(push, signal);
    await calls.push(push, signal);
    await calls.push({ ...push, operations: [stored('{\n}')] }, signal);
    const document = (payload: string) => ({ protocol: 2, journalId: 'j', head: push.head, signature: 's', operations: [{ ...operation, payload }] });
    expect(asked.map(({ body = '', contentType }) => [contentType, contentType === undefined ? JSON.parse(String(body)) : Buffer.from(body).toString()])).toEqual([
      [undefined, document('{"a":"ж"}')],
      ['application/x-ndjson', `${JSON.stringify({ protocol: 2, journalId: 'j', head: push.head, signature: 's', operations: [operation] })}\n{"a":"ж"}\n`],
      [undefined, document('{\n}')],
    ]);
    const older = answeredBy({ text });
    await older.calls.push(push, signal);
    await older.calls.push(push, signal);
    expect(older.asked.map(({ contentType }) => contentType)).toEqual([undefined, undefined]);
  });

  it('ask for a bundle by the hash of the one in service, and take 304 only then', async () => {
    const { calls, asked } = answeredBy({ status: 304 });
    expect(await calls.bundle(hash, signal)).toBeUndefined();
    expect(asked[0]?.headers).toEqual({ 'if-none-match': `"${hash}"` });
    expect(await faultOf(calls.bundle(undefined, signal))).toContain('rubbish with status 304');
    expect(asked[1]?.headers).toEqual({});
  });

  it('ask for the block list by the hash of the one in service; a centre that knows none has no news', async () => {
    const { calls, asked } = answeredBy({ status: 304 });
    expect(await calls.blockList(hash, signal)).toBeUndefined();
    expect(asked[0]?.headers).toEqual({ 'if-none-match': `"${hash}"` });
    expect(await answeredBy({ status: 404, text: '{"code":"not-found"}' }).calls.blockList(undefined, signal)).toBeUndefined();
    expect(await faultOf(answeredBy({ status: 404, text: '<html>' }).calls.blockList(undefined, signal))).toContain('rubbish with status 404');
    expect(await faultOf(answeredBy({ text: '{}' }).calls.blockList(undefined, signal))).toContain('not the answer');
  });

  it.each([
    { status: 204, fault: 'rubbish with status 204: no snapshot' },
    { status: 302, fault: 'rubbish with status 302: no snapshot' },
    { status: 503, fault: 'the centre answers 503' },
  ])('take no snapshot from an answer of $status, and let its body go', async ({ status, fault }) => {
    const body = Readable.from(['text']);
    expect(await faultOf(answeredBy({ status, body }).calls.snapshot('j', undefined, signal))).toBe(fault);
    expect(body.destroyed).toBe(true);
  });
});
