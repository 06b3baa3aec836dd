import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { NumberPoolReply } from '../../../sync/protocol/messages.ts';
import { testJournal } from '../kit/test-journal.ts';
import { opened, testTime } from '../kit/test-shop.ts';
import { pushOne, type TestTill } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

describe('numbers for virtual cards', () => {
  const at = useCentral();
  const ask = async (till: TestTill, fields: Partial<{ poolId: string; journalId: string; count: number }> = {}) =>
    await till.post<NumberPoolReply & { numbers?: string[] }>('/till/v1/number-pools', { protocol: 2, poolId: randomUUID(), journalId: 'journal-a', count: 4, ...fields });
  const range = async (rangeId: string, fields: object) => await at.central.put(`number-ranges/${rangeId}`, { schemeId: 'plastic', storeNumber: 70, fromSerial: 0, toSerial: 9, ...fields });

  it('are none before somebody defined a range', async () => {
    expect((await ask(at.till)).body).toEqual({ outcome: 'none-left' });
  });

  it('come from ranges that a scheme can make and that do not overlap', async () => {
    expect(await range('r1', {})).toMatchObject({ status: 200, body: { ranges: [{ rangeId: 'r1', left: 10 }] } });
    expect((await range('r1', {})).status).toBe(200);
    expect((await range('r2', { fromSerial: 9, toSerial: 12 })).body.code).toBe('range-overlaps');
    expect((await range('r2', { schemeId: 'none' })).body.code).toBe('range-invalid');
    expect((await range('r2', { fromSerial: 5, toSerial: 4 })).body.code).toBe('range-invalid');
    expect((await range('r2', { toSerial: 100_000 })).body.code).toBe('range-invalid');
  });

  it('are leased to one till alone, the same again under the same id, until none are left', async () => {
    const two = await at.central.enrolTill('till-2');
    const poolId = randomUUID();
    const first = (await ask(at.till, { poolId })).body;
    expect((await ask(at.till, { poolId })).body).toEqual(first);
    expect((await ask(at.till, { poolId, journalId: 'journal-b' })).body.code).toBe('id-taken');
    const second = (await ask(two, { journalId: 'journal-two' })).body;
    const third = (await ask(two, { journalId: 'journal-two' })).body;
    const all = [first, second, third].flatMap(({ numbers }) => numbers ?? []);
    expect(all).toHaveLength(10);
    expect(new Set(all).size).toBe(10);
    expect((await ask(at.till)).body).toEqual({ outcome: 'none-left' });
    // a card of another journal's pool is refused
    const journal = testJournal();
    journal.append('card-issued', { programmeId: 'test', storeId: 'store-1', tillId: 'till-1', time: testTime, effects: [], cardNumber: second.numbers![0]!, accountId: 'a', form: 'virtual', poolId: 'poolId' in second ? second.poolId : '' });
    expect((await at.till.push(journal)).body.verdicts[0]).toMatchObject({ verdict: 'parked', reason: 'defect' });
  });

  it('are void for a journal that another one has replaced', async () => {
    await range('r3', { storeNumber: 71 });
    const [before, after] = [testJournal(), testJournal()];
    before.append('journal-opened', opened);
    await at.till.push(before);
    expect((await ask(at.till, { journalId: before.journalId })).body.outcome).toBe('leased');
    after.append('journal-opened', opened);
    await at.till.push(after);
    expect((await ask(at.till, { journalId: before.journalId })).body.code).toBe('pool-void');
    expect((await ask(at.till, { journalId: after.journalId })).body.outcome).toBe('leased');
  });
});

describe('the office', () => {
  const at = useCentral();
  const office = async (body: object) => await at.central.admin<{ cardNumbers: string[]; opIds: string[] }>('cards', body);

  it('issues a pack, blocks and unblocks by the operations that tills use, each request once', async () => {
    const issued = { verb: 'issue', requestId: 'req-1', first: '770500', last: '770504', userId: 'office-1' };
    const { body } = await office(issued);
    expect(body.cardNumbers).toHaveLength(5);
    expect((await office(issued)).body).toEqual(body);
    const cardNumber = body.cardNumbers[0]!;
    const blocked = (await office({ verb: 'block', requestId: 'req-2', cardNumber, level: 'blocked', reason: 'fraud' })).body;
    expect(await office({ verb: 'activate', requestId: 'req-3', cardNumber })).toMatchObject({ status: 409, body: { code: 'card-refused', reason: 'card-race-lost-blocked' } });
    expect((await office({ verb: 'unblock', requestId: 'req-4', cardNumber, blockOpId: blocked.opIds[0], reason: 'mistake' })).status).toBe(200);
    expect((await office({ verb: 'activate', requestId: 'req-3', cardNumber })).status).toBe(200);
    expect((await office({ verb: 'issue', requestId: 'req-5', first: cardNumber })).body.code).toBe('card-refused');
    expect((await office({ verb: 'block', requestId: 'req-6', cardNumber: '99', level: 'blocked', reason: 'fraud' })).body.code).toBe('card-number-wrong');
    expect(await pushOne(at.till, 'card-blocked', { programmeId: 'test', storeId: 'store-1', tillId: 'till-1', time: testTime, effects: [], cardNumber, level: 'restricted', reason: 'other' })).toMatchObject({ verdict: 'applied' });
  });
});
