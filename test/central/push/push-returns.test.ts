import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { ReturnCommitted } from '../../../agent/domain/operations/operation.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { findImbalances, inspect, postingsOf } from '../kit/audit.ts';
import { testJournal } from '../kit/test-journal.ts';
import { compileTestBundle, testReturn, testSale } from '../kit/test-sale.ts';
import { anna, boris, testBundle } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

const returns: Bundle['returns'] = { pointsPolicy: 'within_balance', refund: 'reprice' };
/** The test shop, where the third piece of anything is free, and what is kept of it is priced again. */
const shop = testBundle({ returns });
const bundle: Bundle = {
  ...shop,
  promotions: [
    ...shop.promotions,
    {
      id: 'three-for-two', name: { ru: 'Третий даром' }, groupId: 'main', priority: 2, when: { kind: 'all', of: [] }, goods: { kind: 'all' },
      reward: { kind: 'nth-unit', every: 3, pick: 'cheapest', off: { kind: 'percent', basisPoints: 10_000 } },
    },
  ],
};

describe('push: returns by the rules of the programme', () => {
  const at = useCentral({ bundle });
  /** What tests want to see in the database once the centre has stopped. */
  const laterChecks: ((db: Database) => Promise<void>)[] = [];

  const push = async (kind: string, payload: object) => await pushOne(at.till, kind, payload);
  const points = async (accountId = anna.accountId) => (await at.central.availablePoints(at.till, accountId))!;
  const findings = async () => (await at.central.report()).findings;
  const sell = async (compiled: CompiledBundle = at.central.compiled, customer = anna) => {
    const sale = testSale(compiled, { customer, milk: 3, bread: 0 });
    await push('sale-committed', sale);
    return sale;
  };
  const within = (availablePoints: number) => ({ compiled: at.central.compiled, soldUnder: at.central.compiled, availablePoints });

  it('books what the till took back and keeps the shortfall as earned', async () => {
    const before = await points(boris.accountId);
    const { defect, drift } = await findings();
    const sale = await sell(at.central.compiled, boris);
    const { pointsEarned } = sale.result;
    const returned = testReturn(sale, [], 'rest', within(before + pointsEarned - 20));
    expect(returned.result).toMatchObject({ refundMinor: sale.result.payableMinor, pointsTakenBack: pointsEarned - 20, pointsShortfall: 20 });
    const { opId, verdict } = await push('return-committed', returned);
    expect(verdict).toBe('applied');
    expect(await points(boris.accountId)).toBe(before + 20);
    // the till knew of 20 points less than there were
    expect(await findings()).toMatchObject({ defect, drift: drift + 1 });
    laterChecks.push(async (db) => {
      expect(await postingsOf(db, opId)).toEqual({ available: 20 - pointsEarned, earned: pointsEarned - 20 });
      expect(await db.query('SELECT detail FROM finding WHERE op_id = $1', [opId])).toEqual([{ detail: { what: 'balance', statedPointsTakenBack: pointsEarned - 20, pointsTakenBack: pointsEarned } }]);
    });
  });

  it('sees no drift where it would have taken back the same', async () => {
    const { defect, drift } = await findings();
    const sale = await sell();
    expect(await push('return-committed', testReturn(sale, [], 'rest', within(await points())))).toMatchObject({ verdict: 'applied' });
    expect(await findings()).toMatchObject({ defect, drift });
  });

  it('accepts refunds of what is kept priced again, and their sum is the sale', async () => {
    const before = await points();
    const { defect } = await findings();
    const sale = await sell();
    const parts: ReturnCommitted[] = [];
    while (parts.length < 3) {
      const part = testReturn(sale, parts.map(({ result }) => result), { 1: 1_000 }, within(10_000));
      expect(await push('return-committed', part)).toMatchObject({ verdict: 'applied' });
      parts.push(part);
    }
    expect(parts.map(({ result }) => result.refundMinor)).toEqual([0, 50_000, 50_000]);
    expect(await points()).toBe(before);
    expect((await findings()).defect).toBe(defect);
  });

  it('accepts shares of a till that no longer has the bundle of the sale', async () => {
    const sale = await sell();
    const shared = testReturn(sale, [], { 1: 1_000 }, { compiled: at.central.compiled, availablePoints: 10_000 });
    expect(shared.result).toMatchObject({ refundMinor: 33_333, sharedBecause: 'bundle-unknown' });
    expect(await push('return-committed', shared)).toMatchObject({ verdict: 'applied' });
  });

  it('books a return that waited for its sale by the same rules', async () => {
    const before = await points();
    const sale = testSale(at.central.compiled, { customer: anna, milk: 3, bread: 0 });
    expect(await push('return-committed', testReturn(sale, [], { 1: 1_000 }, within(10_000)))).toMatchObject({ verdict: 'waiting' });
    const { defect } = await findings();
    expect(await push('sale-committed', sale)).toMatchObject({ verdict: 'applied' });
    expect(await points()).toBe(before + sale.result.pointsEarned);
    expect(await findings()).toMatchObject({ defect });
    expect((await at.central.report()).waiting).toBe(0);
  });

  it('prices again what is kept of a sale that came in the same batch, by the bundle of the sale', async () => {
    const next = { ...bundle, serial: bundle.serial + 1 };
    const { body } = await at.central.admin<{ hash: string }>('bundles', JSON.stringify(next));
    const compiled = compileTestBundle(next);
    expect(body.hash).toBe(compiled.hash);
    const sale = testSale(at.central.compiled, { customer: anna, milk: 3, bread: 0 });
    const journal = testJournal();
    journal.append('sale-committed', sale);
    journal.append('return-committed', testReturn(sale, [], { 1: 1_000 }, { compiled, soldUnder: at.central.compiled, availablePoints: 10_000 }));
    const { defect } = await findings();
    expect((await at.till.push(journal)).body.verdicts).toEqual([{ seq: 1, verdict: 'applied' }, { seq: 2, verdict: 'applied' }]);
    expect(await findings()).toMatchObject({ defect });
  });

  it('reports a refund that neither the shares nor the price of the rest give', async () => {
    const { defect } = await findings();
    const sale = await sell();
    const honest = testReturn(sale, [], { 1: 1_000 }, within(10_000));
    const [line] = honest.result.lines;
    const generous = { ...honest, result: { ...honest.result, refundMinor: 33_333, lines: [{ ...line!, refundMinor: 33_333 }] } };
    expect(await push('return-committed', generous)).toMatchObject({ verdict: 'parked', reason: 'defect' });
    expect((await findings()).defect).toBe(defect + 1);
  });

  it('reports rules that the named bundle does not have, and books by those that it has', async () => {
    const before = await points();
    const { defect } = await findings();
    const sale = await sell();
    const honest = testReturn(sale, [], 'rest', within(5));
    const greedy = testReturn(sale);
    const returned = { ...greedy, terms: { ...honest.terms!, rules: { pointsPolicy: 'allow_negative' as const } } };
    expect(greedy.result.pointsTakenBack).toBeGreaterThan(5);
    expect(await push('return-committed', returned)).toMatchObject({ verdict: 'parked', reason: 'defect' });
    expect(await points()).toBe(before + sale.result.pointsEarned - 5);
    expect((await findings()).defect).toBe(defect + 1);
  });

  it('parks a return by a bundle that was never published, and books what it recorded', async () => {
    const before = await points();
    const sale = await sell();
    const unknown = compileTestBundle(testBundle({ serial: 99, returns: { pointsPolicy: 'within_balance' } }));
    expect(await push('return-committed', testReturn(sale, [], 'rest', { compiled: unknown, availablePoints: 1 }))).toMatchObject({ verdict: 'parked', reason: 'bundle-unknown' });
    expect(await points()).toBe(before + sale.result.pointsEarned - 1);
  });

  it('parks a refund that only a bundle which was never published can tell, and books what it recorded', async () => {
    const before = await points();
    const unknown = compileTestBundle({ ...bundle, serial: 98 });
    const sale = await sell(unknown);
    const returned = testReturn(sale, [], { 1: 2_000 }, { compiled: at.central.compiled, soldUnder: unknown, availablePoints: 10_000 });
    expect(returned.result.pointsTakenBack).toBeGreaterThan(0);
    expect(await push('return-committed', returned)).toMatchObject({ verdict: 'parked', reason: 'bundle-unknown' });
    expect(await points()).toBe(before + sale.result.pointsEarned - returned.result.pointsTakenBack);
  });

  it('parks the return of a sale whose amounts cannot be added up, and goes on with the journal', async () => {
    const sale = testSale(at.central.compiled, { customer: anna, milk: 3, bread: 1 });
    const huge = { ...sale, result: { ...sale.result, lines: sale.result.lines.map((line) => ({ ...line, payableMinor: 2 ** 51 - 1, grossMinor: 2 ** 51 - 1 })) } };
    const manyHuge = { ...huge, result: { ...huge.result, lines: Array.from({ length: 8 }, (_, index) => ({ ...huge.result.lines[0]!, lineId: String(index + 1) })) } };
    const returned = testReturn(sale, [], 'rest', within(10_000));
    const lines = manyHuge.result.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli, refundMinor: 0, pointsGivenBack: 0, pointsTakenBack: 0 }));
    await push('sale-committed', manyHuge);
    expect(await push('return-committed', { ...returned, result: { ...returned.result, lines } })).toMatchObject({ verdict: 'parked', reason: 'return-invalid' });
    expect(await push('sale-committed', testSale(at.central.compiled))).toMatchObject({ verdict: 'applied' });
  });

  it('leaves a ledger in which every operation sums to zero and every account is the sum of its postings', async () => {
    await at.central.stop();
    await inspect(at.central.home, async (db) => {
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
      for (const check of laterChecks) await check(db);
    });
  });
});
