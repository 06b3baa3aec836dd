import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { findImbalances, inspect, postingsOf } from '../kit/audit.ts';
import { testJournal } from '../kit/test-journal.ts';
import { compileTestBundle, testRelease, testReturn, testSale } from '../kit/test-sale.ts';
import { anna, boris, testBundle } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

const card = anna.cards[0]!.number;

describe('push: what is booked', () => {
  const at = useCentral();
  /** What tests want to see in the database once the centre has stopped. */
  const laterChecks: ((db: Database) => Promise<void>)[] = [];

  const push = async (kind: string, payload: object) => await pushOne(at.till, kind, payload);
  const points = async (accountId = anna.accountId) => (await at.central.availablePoints(at.till, accountId))!;
  const findings = async () => (await at.central.report()).findings;

  it('books what a sale earns', async () => {
    const before = await points();
    const sale = testSale(at.central.compiled, { customer: anna });
    expect(sale.result.pointsEarned).toBe(60);
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'applied', reason: undefined });
    expect(await points()).toBe(before + 60);
  });

  it('books nothing for an anonymous sale', async () => {
    expect(await push('sale-committed', testSale(at.central.compiled))).toMatchObject({ verdict: 'applied' });
  });

  it('settles a hold by what the sale really spent', async () => {
    const before = await points();
    const saleId = randomUUID();
    const holdId = randomUUID();
    const held = await at.till.hold({ holdId, saleId, accountId: anna.accountId, cardNumber: card, points: 300 });
    expect(held.body).toMatchObject({ outcome: 'held', points: 300 });
    expect(await points()).toBe(before - 300);
    const sale = testSale(at.central.compiled, { saleId, customer: anna, availablePoints: before - 300, redeem: { holdId, points: 200 } });
    expect(sale.result.pointsSpent).toBe(200);
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'applied' });
    expect(await points()).toBe(before - 200 + sale.result.pointsEarned);
    expect(await at.central.report()).toMatchObject({ activeHolds: 0, goodwillPoints: 0 });
  });

  it('takes spent points without a hold from what is there, and the rest from goodwill with its cause', async () => {
    const before = await points(boris.accountId);
    expect(before).toBe(0);
    const sale = testSale(at.central.compiled, { customer: boris, availablePoints: 500, redeem: { holdId: randomUUID(), points: 100 } });
    const { goodwill } = await findings();
    const { opId, verdict } = await push('sale-committed', sale);
    expect(verdict).toBe('applied');
    expect(await points(boris.accountId)).toBe(sale.result.pointsEarned);
    expect(await at.central.report()).toMatchObject({ goodwillPoints: 100, findings: { goodwill: goodwill + 1 } });
    const earned = sale.result.pointsEarned;
    laterChecks.push(async (db) => {
      expect(await postingsOf(db, opId)).toEqual({ available: earned, earned: -earned, spent: 100, goodwill: -100 });
      expect(await db.query('SELECT detail FROM finding WHERE op_id = $1', [opId])).toEqual([{ detail: { points: 100, cause: 'restore', why: 'hold-unknown' } }]);
    });
  });

  it('covers what a hold set aside, even where a return takes the account below zero meanwhile', async () => {
    const earning = testSale(at.central.compiled, { customer: boris, milk: 20 });
    await push('sale-committed', earning);
    const all = await points(boris.accountId);
    const saleId = randomUUID();
    const holdId = randomUUID();
    await at.till.hold({ holdId, saleId, accountId: boris.accountId, cardNumber: boris.cards[0]!.number, points: all });
    await push('return-committed', testReturn(earning));
    const earned = earning.result.pointsEarned;
    expect(earned).toBeGreaterThan(0);
    expect(await points(boris.accountId)).toBe(-earned);
    const { goodwillPoints } = await at.central.report();
    const sale = testSale(at.central.compiled, { saleId, customer: boris, availablePoints: all, milk: 80, redeem: { holdId, points: all } });
    expect(sale.result.pointsSpent).toBe(all);
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'applied' });
    expect(await points(boris.accountId)).toBe(sale.result.pointsEarned - earned);
    expect((await at.central.report()).goodwillPoints).toBe(goodwillPoints);
  });

  it('needs no goodwill for an expired hold whose points are still there', async () => {
    const before = await points();
    const saleId = randomUUID();
    const holdId = randomUUID();
    await at.till.hold({ holdId, saleId, accountId: anna.accountId, cardNumber: card, points: 100, holdSeconds: 60 });
    at.central.clock.nowMs += 61_000;
    const { goodwillPoints } = await at.central.report();
    const sale = testSale(at.central.compiled, { saleId, customer: anna, redeem: { holdId, points: 100 } });
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'applied' });
    expect(await points()).toBe(before - 100 + sale.result.pointsEarned);
    expect(await at.central.report()).toMatchObject({ goodwillPoints, activeHolds: 0 });
  });

  it('refuses a hold whose sale has arrived already', async () => {
    const holdId = randomUUID();
    await push('sale-committed', testSale(at.central.compiled, { customer: anna, redeem: { holdId, points: 10 } }));
    expect((await at.till.hold({ holdId, accountId: anna.accountId, cardNumber: card, points: 10 })).body).toMatchObject({ outcome: 'refused', reason: 'hold-released' });
  });

  it('books a sale once, whatever operation it comes in', async () => {
    const sale = testSale(at.central.compiled, { customer: anna });
    await push('sale-committed', sale);
    const before = await points();
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'parked', reason: 'sale-repeated' });
    expect(await points()).toBe(before);
  });

  it('reports a result that its own inputs do not give as a defect, and books the legitimate part', async () => {
    const { defect } = await findings();
    const before = await points();
    const honest = testSale(at.central.compiled, { customer: anna });
    const greedy: SaleCommitted = {
      ...honest, result: { ...honest.result, pointsEarned: 9_999 }, effects: [{ bucket: 'available', points: 9_999 }, { bucket: 'earned', points: -9_999 }],
    };
    expect(await push('sale-committed', greedy)).toMatchObject({ verdict: 'parked', reason: 'defect' });
    expect(await points()).toBe(before + honest.result.pointsEarned);
    const modest: SaleCommitted = {
      ...honest, saleId: randomUUID(), result: { ...honest.result, pointsEarned: 1 }, effects: [{ bucket: 'available', points: 1 }, { bucket: 'earned', points: -1 }],
    };
    expect(await push('sale-committed', modest)).toMatchObject({ verdict: 'parked', reason: 'defect' });
    expect(await points()).toBe(before + honest.result.pointsEarned + 1);
    expect((await findings()).defect).toBe(defect + 2);
  });

  it('never books effects that the result does not give', async () => {
    const before = await points();
    const honest = testSale(at.central.compiled, { customer: anna });
    const inflated: SaleCommitted = { ...honest, effects: [{ bucket: 'available', points: 5_000 }, { bucket: 'earned', points: -5_000 }] };
    expect(await push('sale-committed', inflated)).toMatchObject({ verdict: 'parked', reason: 'defect' });
    expect(await points()).toBe(before + honest.result.pointsEarned);
  });

  it('reports a basket that cannot be priced, and earns nothing for it', async () => {
    const before = await points();
    const honest = testSale(at.central.compiled, { customer: anna });
    const [line] = honest.basket.lines;
    const broken: SaleCommitted = { ...honest, basket: { lines: [line!, line!] } };
    expect(await push('sale-committed', broken)).toMatchObject({ verdict: 'parked', reason: 'defect' });
    expect(await points()).toBe(before);
  });

  it('reports drift where the centre has another state of the customer, and books the receipt as it was printed', async () => {
    const before = await points();
    const { drift, defect } = await findings();
    // the till still believed anna to be gold
    const sale = testSale(at.central.compiled, { customer: { ...anna, tier: 'gold' } });
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'applied' });
    expect(await points()).toBe(before + sale.result.pointsEarned);
    expect(await findings()).toMatchObject({ drift: drift + 1, defect });
  });

  it('sees no drift in a balance that changed elsewhere', async () => {
    const { drift } = await findings();
    const sale = testSale(at.central.compiled, { customer: anna, availablePoints: 77_777 });
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'applied' });
    expect((await findings()).drift).toBe(drift);
  });

  it('parks a sale of a bundle that was never published, and books what it recorded', async () => {
    const before = await points();
    const unknown = compileTestBundle(testBundle({ serial: 99 }));
    const sale = testSale(unknown, { customer: anna });
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'parked', reason: 'bundle-unknown' });
    expect(await points()).toBe(before + sale.result.pointsEarned);
  });

  it('parks a sale of an account that it does not know', async () => {
    const sale = testSale(at.central.compiled, { customer: { ...anna, accountId: 'account-nobody' } });
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'parked', reason: 'account-unknown' });
  });

  it('parks what a newer till writes, keeps it whole, and moves on', async () => {
    const journal = testJournal();
    journal.append('card-issued', { anything: true });
    journal.append('sale-committed', testSale(at.central.compiled), { schema: 2 });
    journal.append('sale-committed', '{"saleId":');
    journal.append('sale-committed', testSale(at.central.compiled));
    const { body } = await at.till.push(journal);
    expect(body.verdicts.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['parked', 'unknown-operation'], ['parked', 'unknown-operation'], ['parked', 'unknown-operation'], ['applied', undefined],
    ]);
    expect(body.position.seq).toBe(4);
    // said again where the first answer was lost
    expect((await at.till.push(journal)).body.verdicts[0]).toEqual({ seq: 1, verdict: 'parked', reason: 'unknown-operation' });
  });

  it('books a return, and its parts add up to the sale', async () => {
    const before = await points();
    const sale = testSale(at.central.compiled, { customer: anna });
    await push('sale-committed', sale);
    const first = testReturn(sale, [], { 1: 1_000 });
    const second = testReturn(sale, [first.result]);
    expect(await push('return-committed', first)).toMatchObject({ verdict: 'applied' });
    expect(await push('return-committed', second)).toMatchObject({ verdict: 'applied' });
    expect(await points()).toBe(before);
  });

  it('parks a return of more than was sold, and books nothing of it', async () => {
    const sale = testSale(at.central.compiled, { customer: anna });
    const all = testReturn(sale);
    await push('sale-committed', sale);
    await push('return-committed', all);
    const before = await points();
    expect(await push('return-committed', { ...all, returnId: randomUUID() })).toMatchObject({ verdict: 'parked', reason: 'return-exceeds-sale' });
    expect(await points()).toBe(before);
  });

  it('gives back no more points than the sale spent, whatever a return says', async () => {
    const saleId = randomUUID();
    const holdId = randomUUID();
    await at.till.hold({ holdId, saleId, accountId: anna.accountId, cardNumber: card, points: 100 });
    const sale = testSale(at.central.compiled, { saleId, customer: anna, redeem: { holdId, points: 100 } });
    await push('sale-committed', sale);
    const before = await points();
    const honest = testReturn(sale);
    const greedy = { ...honest, result: { ...honest.result, pointsGivenBack: 10_000 } };
    expect(await push('return-committed', greedy)).toMatchObject({ verdict: 'parked', reason: 'defect' });
    expect(await points()).toBe(before + 100 - sale.result.pointsEarned);
  });

  it('lets a return wait for its sale, and applies it when the sale arrives', async () => {
    const before = await points();
    const sale = testSale(at.central.compiled, { customer: anna });
    const early = await push('return-committed', testReturn(sale));
    expect(early).toMatchObject({ verdict: 'waiting', reason: 'sale-unknown' });
    expect(await points()).toBe(before);
    expect((await at.central.report()).waiting).toBe(1);
    const late = await push('sale-committed', sale);
    expect(late.verdict).toBe('applied');
    expect(await points()).toBe(before);
    expect((await at.central.report()).waiting).toBe(0);
  });

  it('settles a return and its sale in one batch, in either order', async () => {
    const before = await points();
    const sale = testSale(at.central.compiled, { customer: anna });
    const journal = testJournal();
    journal.append('return-committed', testReturn(sale, [], { 1: 1_000 }));
    journal.append('sale-committed', sale);
    journal.append('return-committed', testReturn(sale, [testReturn(sale, [], { 1: 1_000 }).result]));
    expect((await at.till.push(journal)).body.verdicts.map(({ verdict }) => verdict)).toEqual(['applied', 'applied', 'applied']);
    expect(await points()).toBe(before);
  });

  it('goes below zero where points are taken back that were spent meanwhile', async () => {
    const sale = testSale(at.central.compiled, { customer: boris, milk: 20, bread: 0 });
    await push('sale-committed', sale);
    const available = await points(boris.accountId);
    const saleId = randomUUID();
    const holdId = randomUUID();
    await at.till.hold({ holdId, saleId, accountId: boris.accountId, cardNumber: boris.cards[0]!.number, points: available });
    const spending = testSale(at.central.compiled, { saleId, customer: boris, milk: 10, redeem: { holdId, points: available } });
    expect(spending.result.pointsSpent).toBe(available);
    await push('sale-committed', spending);
    await push('return-committed', testReturn(sale));
    expect(await points(boris.accountId)).toBe(spending.result.pointsEarned - sale.result.pointsEarned);
    // and what is owed is not spent as if it were there
    const next = testSale(at.central.compiled, { customer: boris, redeem: { holdId: randomUUID(), points: 5 } });
    const { goodwillPoints } = await at.central.report();
    await push('sale-committed', next);
    expect((await at.central.report()).goodwillPoints).toBe(goodwillPoints + 5);
  });

  it('gives a released hold back once', async () => {
    const before = await points();
    const holdId = randomUUID();
    await at.till.hold({ holdId, saleId: 'sale-of-hold', accountId: anna.accountId, cardNumber: card, points: 50 });
    expect(await push('hold-released', testRelease(holdId, anna))).toMatchObject({ verdict: 'applied' });
    expect(await push('hold-released', testRelease(holdId, anna))).toMatchObject({ verdict: 'applied' });
    expect(await points()).toBe(before);
  });

  it('writes the same postings under an operation as the till does', async () => {
    const saleId = randomUUID();
    const holdId = randomUUID();
    await at.till.hold({ holdId, saleId, accountId: anna.accountId, cardNumber: card, points: 120 });
    const sale = testSale(at.central.compiled, { saleId, customer: anna, redeem: { holdId, points: 120 } });
    const returned = testReturn(sale, [], { 1: 1_000 });
    const sold = await push('sale-committed', sale);
    const back = await push('return-committed', returned);
    const ofTill = (effects: SaleCommitted['effects']) => Object.fromEntries(effects.map((effect) => [effect.bucket, effect.points]));
    laterChecks.push(async (db) => {
      expect(await postingsOf(db, sold.opId)).toEqual(ofTill(sale.effects));
      expect(await postingsOf(db, back.opId)).toEqual(ofTill(returned.effects));
      expect(await postingsOf(db, `hold:${holdId}`)).toEqual({ available: -120, held: 120 });
      expect(await postingsOf(db, `hold-end:${holdId}`)).toEqual({ available: 120, held: -120 });
    });
  });

  it('leaves a ledger in which every operation sums to zero and every account is the sum of its postings', async () => {
    await at.central.stop();
    await inspect(at.central.home, async (db) => {
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
      for (const check of laterChecks) await check(db);
    });
  });
});
