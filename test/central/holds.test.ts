import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCentral, type TestCentral } from './kit.ts';
import { findImbalances, inspect } from './kit/audit.ts';
import { testJournal } from './kit/test-journal.ts';
import { testRelease } from './kit/test-sale.ts';
import { anna, issued } from './kit/test-shop.ts';
import type { TestTill } from './kit/test-till.ts';

const cardNumber = anna.cards[0]!.number;
const blockedCard = anna.cards[1]!.number;

describe('holds', () => {
  let central: TestCentral;
  let till: TestTill;
  beforeAll(async () => {
    central = await startTestCentral({ holdExpiryIntervalMs: 20 });
    till = await central.enrolTill();
  });
  afterAll(async () => await central.close());

  const hold = async (changes: Partial<Parameters<TestTill['hold']>[0]> = {}) =>
    await till.hold({ accountId: anna.accountId, cardNumber, points: 100, ...changes });
  const points = async () => (await central.availablePoints(till, anna.accountId))!;

  it('sets points aside and says until when', async () => {
    const before = await points();
    expect((await hold({ holdSeconds: 90 })).body).toEqual({ outcome: 'held', points: 100, expiresAtMs: central.clock.nowMs + 90_000 });
    expect(await points()).toBe(before - 100);
  });

  it('grants the same hold once, and answers a repetition with the same', async () => {
    const before = await points();
    const same = { holdId: randomUUID(), saleId: 'sale-same' };
    const first = await hold(same);
    central.clock.nowMs += 1_000;
    expect(await hold(same)).toEqual(first);
    expect(await points()).toBe(before - 100);
  });

  it('refuses another hold under the same id', async () => {
    const same = { holdId: randomUUID(), saleId: 'sale-same' };
    await hold(same);
    const before = await points();
    const others = [{ points: 101 }, { saleId: 'sale-other' }, { accountId: issued.accountId, cardNumber: issued.cards[0]!.number }];
    for (const other of others) expect(await hold({ ...same, ...other })).toMatchObject({ status: 409, body: { code: 'hold-differs' } });
    expect(await points()).toBe(before);
  });

  it('never sets more aside than there is, however many tills ask at once', async () => {
    const before = await points();
    const each = Math.floor(before / 3) + 1;
    const answers = await Promise.all(Array.from({ length: 5 }, async () => await hold({ points: each })));
    expect(answers.map(({ body }) => body.outcome).sort()).toEqual(['held', 'held', 'refused', 'refused', 'refused']);
    expect(answers.find(({ body }) => body.outcome === 'refused')?.body).toEqual({
      outcome: 'refused', reason: 'insufficient-points', availablePoints: before - 2 * each,
    });
  });

  it('refuses a card that may not spend, a card of another account, and an unknown account', async () => {
    expect((await hold({ cardNumber: blockedCard, points: 1 })).body).toMatchObject({ outcome: 'refused', reason: 'card-not-active' });
    expect((await hold({ accountId: issued.accountId, cardNumber: issued.cards[0]!.number, points: 1 })).body).toMatchObject({ reason: 'card-not-active' });
    expect((await hold({ accountId: issued.accountId, points: 1 })).body).toMatchObject({ reason: 'card-not-active' });
    expect((await hold({ accountId: 'account-nobody', points: 1 })).body).toEqual({ outcome: 'refused', reason: 'account-unknown', availablePoints: 0 });
  });

  it('books overdue holds back by itself', async () => {
    central.clock.nowMs += 700_000;
    while ((await central.report()).activeHolds > 0) await sleep(10);
    expect(await points()).toBe(anna.openingPoints);
  });

  it('books an overdue hold back when the next one asks, before anything is refused', async () => {
    await hold({ points: anna.openingPoints, holdSeconds: 60 });
    central.clock.nowMs += 60_000;
    expect((await hold({ points: anna.openingPoints, holdSeconds: 60 })).body).toMatchObject({ outcome: 'held' });
    central.clock.nowMs += 60_000;
  });

  it('does not grant a hold again that has expired', async () => {
    const same = { holdId: randomUUID(), saleId: 'sale-late', holdSeconds: 60 };
    await hold(same);
    central.clock.nowMs += 60_000;
    expect((await hold(same)).body).toMatchObject({ outcome: 'refused', reason: 'hold-released', availablePoints: anna.openingPoints });
  });

  it('refuses a hold whose release came before its request', async () => {
    const holdId = randomUUID();
    const journal = testJournal();
    journal.append('hold-released', { ...testRelease(holdId, anna), reason: 'ambiguous' });
    expect((await till.push(journal)).body.verdicts).toEqual([{ seq: 1, verdict: 'applied' }]);
    expect((await hold({ holdId })).body).toEqual({ outcome: 'refused', reason: 'hold-released', availablePoints: anna.openingPoints });
    expect(await points()).toBe(anna.openingPoints);
  });

  it('parks a release that names the hold of another account', async () => {
    const holdId = randomUUID();
    await hold({ holdId });
    const journal = testJournal();
    journal.append('hold-released', testRelease(holdId, issued));
    expect((await till.push(journal)).body.verdicts).toEqual([{ seq: 1, verdict: 'parked', reason: 'defect' }]);
    expect(await points()).toBe(anna.openingPoints - 100);
  });

  it('leaves a ledger in which every operation sums to zero and every account is the sum of its postings', async () => {
    await central.stop();
    expect(await inspect(central.home, findImbalances)).toEqual({ operations: [], accounts: [] });
  });
});
