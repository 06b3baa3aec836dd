import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredOperation } from '../../agent/domain/operations/operation.ts';
import { batchSigningText } from '../../sync/protocol/batch-signature.ts';
import { testAccount } from './fake-cache.ts';
import { fakeSignature, fakeTimeMs, fakeToken, startFakeCentral, type FakeCentral } from './fake-central.ts';
import { chainedOperation, createFakeJournal, type FakeJournal } from './fake-journal.ts';
import { storedOperations } from '../kit/stored-operations.ts';

let central: FakeCentral;
let journal: FakeJournal;
beforeEach(async () => {
  central = await startFakeCentral();
  journal = createFakeJournal('j');
  journal.append(5);
});
afterEach(async () => {
  await central.close();
});

const call = async (path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown; time: string | null }> => {
  const answer = await fetch(`${central.url}/till/v1/${path}`, { headers: { authorization: `Bearer ${fakeToken}` }, ...init });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown), time: answer.headers.get('x-central-time-ms') };
};
const push = (operations: readonly StoredOperation[], signature?: string) => {
  const head = journal.head();
  const batch = { protocol: 1 as const, journalId: 'j', fromSeq: operations[0]!.seq, toSeq: operations.at(-1)!.seq, headSeq: head.seq, headHash: head.hash };
  return call('push', { method: 'POST', body: JSON.stringify({ protocol: 1, journalId: 'j', operations, head, signature: signature ?? fakeSignature(batchSigningText(batch)) }) });
};

describe('the fake centre', () => {
  it('lets only the till in, and tells the time with each answer', async () => {
    expect(await call('ping')).toEqual({ status: 200, body: { epoch: 'epoch-1', timeMs: fakeTimeMs }, time: String(fakeTimeMs) });
    expect(await call('ping', { headers: {} })).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it('applies a chain once and knows it the second time', async () => {
    expect(await push(storedOperations(journal.read(0, 3)))).toMatchObject({ status: 200, body: { position: { seq: 3, hash: journal.hashAt(3) } } });
    expect(await push(storedOperations(journal.read(1, 3)))).toMatchObject({
      body: { position: { seq: 4 }, verdicts: [{ seq: 2, verdict: 'duplicate' }, { seq: 3, verdict: 'duplicate' }, { seq: 4, verdict: 'applied' }] },
    });
    expect(central.operations('j')).toHaveLength(4);
  });

  it('answers a gap and applies nothing', async () => {
    expect(await push(storedOperations(journal.read(2, 2)))).toMatchObject({ status: 409, body: { code: 'journal-gap', expected: 1 } });
    expect(central.operations('j')).toEqual([]);
  });

  it('refuses a chain that is broken, and a batch that is not signed', async () => {
    await push(storedOperations(journal.read(0, 1)));
    expect(await push([...storedOperations(journal.read(1, 1)), chainedOperation(3, 'f'.repeat(64), '{}')])).toMatchObject({ status: 422, body: { code: 'chain-broken' } });
    expect(await push(storedOperations(journal.read(1, 1)), 'c2lnbmVk')).toMatchObject({ status: 403, body: { code: 'bad-signature' } });
  });

  it('quarantines another branch', async () => {
    await push(storedOperations(journal.read(0, 2)));
    expect(await push([chainedOperation(2, journal.hashAt(1)!, 'another')])).toMatchObject({ body: { position: { seq: 2, hash: journal.hashAt(2) }, verdicts: [{ verdict: 'quarantined' }] } });
  });

  it('tells changes page by page, and another epoch', async () => {
    for (const id of ['a', 'b', 'c']) central.setAccount(testAccount(id));
    const feed = (cursor: number, epoch = 'epoch-1') => call(`feed?journalId=j&epoch=${epoch}&cursor=${cursor}&limit=2&waitMs=0`);
    expect(await feed(0)).toMatchObject({ body: { cursor: 2, more: true, accounts: [{ accountId: 'a' }, { accountId: 'b' }] } });
    expect(await feed(2)).toMatchObject({ body: { cursor: 3, more: false, accounts: [{ accountId: 'c' }] } });
    expect(await feed(3, 'epoch-0')).toMatchObject({ status: 409, body: { code: 'epoch-changed' } });
  });

  it('holds a feed without news until there is some', async () => {
    const waiting = call('feed?journalId=j&epoch=epoch-1&cursor=0&limit=2&waitMs=60000');
    central.setAccount(testAccount('a'));
    expect(await waiting).toMatchObject({ body: { cursor: 1 } });
  });

  it('sends a snapshot with its end', async () => {
    central.setAccount(testAccount('a'));
    const answer = await fetch(`${central.url}/till/v1/snapshot?journalId=j`, { headers: { authorization: `Bearer ${fakeToken}` } });
    expect((await answer.text()).trim().split('\n').map((line) => (JSON.parse(line) as { type: string }).type)).toEqual(['header', 'account', 'end']);
  });

  it('misbehaves once, as told', async () => {
    central.misbehave('GET ping', { type: 'status', status: 503, body: '{}' }, { type: 'garble', change: () => Buffer.from('"other"') });
    expect((await call('ping')).status).toBe(503);
    expect((await call('ping')).body).toBe('other');
    expect((await call('ping')).status).toBe(200);
    expect(central.calls()).toEqual(['GET ping', 'GET ping', 'GET ping']);
  });
});
