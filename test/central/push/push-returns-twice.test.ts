import { describe, expect, it } from 'vitest';
import type { ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { ReturnableReply } from '../../../sync/protocol/messages.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { testReturn, testSale } from '../kit/test-sale.ts';
import { anna } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

describe('push: the same receipt returned at two tills that know nothing of one another', () => {
  const at = useCentral();

  const points = async () => (await at.central.availablePoints(at.till, anna.accountId))!;
  const sell = async (milk = 3): Promise<SaleCommitted> => {
    const sale = testSale(at.central.compiled, { customer: anna, milk, bread: 1 });
    await pushOne(at.till, 'sale-committed', sale);
    return sale;
  };
  const push = async (returned: ReturnCommitted) => await pushOne(at.till, 'return-committed', returned);
  const apart = (sale: SaleCommitted, lines: Parameters<typeof testReturn>[2]) => testReturn(sale, [], lines, { compiled: at.central.compiled, knew: [] });
  const drifts = async () => (await at.central.report()).differences.filter(({ kind }) => kind === 'drift');
  const defects = async () => (await at.central.report()).findings.defect;

  it('parks the second, reports the money, and leaves the points as they were before the sale', async () => {
    const before = await points();
    const defect = await defects();
    const sale = await sell();
    expect(await push(apart(sale, 'rest'))).toMatchObject({ verdict: 'applied' });
    expect(await push(apart(sale, 'rest'))).toMatchObject({ verdict: 'parked', reason: 'return-exceeds-sale' });
    expect(await points()).toBe(before);
    expect(await drifts()).toContainEqual({ kind: 'drift', what: 'return-twice', count: expect.any(Number) });
    expect(await defects()).toBe(defect);
  });

  it.each([['the part first', ['part', 'whole']], ['the whole first', ['whole', 'part']]] as const)('takes of both together what was sold, once: %s', async (_title, order) => {
    const before = await points();
    const sale = await sell();
    const returns = { part: apart(sale, { 1: 1_000 }), whole: apart(sale, 'rest') };
    const [first, second] = order;
    expect(await push(returns[first])).toMatchObject({ verdict: 'applied' });
    expect(await push(returns[second])).toMatchObject({ verdict: 'parked', reason: 'return-exceeds-sale' });
    expect(await points()).toBe(before);
    const { body } = await at.till.get<ReturnableReply>(`/till/v1/sales/${sale.saleId}/returnable`);
    if (body.outcome !== 'known') throw new Error('the sale has arrived');
    const quantities = body.returns.flatMap(({ result }) => result.lines).filter(({ lineId }) => lineId === '1').map(({ quantityMilli }) => quantityMilli);
    expect(quantities.reduce((sum, each) => sum + each, 0)).toBe(3_000);
  });

  it.each([['one way', [0, 1, 2]], ['the other way', [2, 1, 0]]])('takes parts that fit together from every till, and gives back exactly what was earned: %s', async (_title, order) => {
    const before = await points();
    const defect = await defects();
    const sale = await sell();
    const parts = [apart(sale, { 1: 1_000 }), apart(sale, { 1: 1_000 }), apart(sale, { 1: 1_000, 2: 1_000 })];
    for (const index of order) expect(await push(parts[index]!)).toMatchObject({ verdict: 'applied' });
    expect(await points()).toBe(before);
    expect(await defects()).toBe(defect);
  });

  it('calls a return a defect that says to know of one which it does not count', async () => {
    const defect = await defects();
    const sale = await sell();
    const first = apart(sale, { 1: 1_000 });
    await push(first);
    const blind = apart(sale, { 1: 2_000 });
    expect(await push({ ...blind, terms: { ...blind.terms!, knew: [first.returnId] }, result: { ...blind.result, leavesNothing: true } })).toMatchObject({ verdict: 'parked', reason: 'defect' });
    expect(await defects()).toBe(defect + 1);
  });

  it('goes on after a return that was cut short as its till knew it', async () => {
    const before = await points();
    const sale = await sell();
    const elsewhere = apart(sale, { 1: 2_000 });
    await push(elsewhere);
    const cut = apart(sale, { 1: 2_000 });
    expect(await push(cut)).toMatchObject({ verdict: 'parked', reason: 'return-exceeds-sale' });
    const last = testReturn(sale, [cut.result], { 2: 1_000 }, { compiled: at.central.compiled, knew: [cut.returnId] });
    expect(await push(last)).toMatchObject({ verdict: 'applied' });
    expect(await points()).toBe(before);
  });

  it('says nothing of a sale that has not arrived', async () => {
    expect(await at.till.get('/till/v1/sales/nowhere/returnable')).toMatchObject({ status: 200, body: { outcome: 'unknown' } });
  });

  it('leaves a ledger in which every operation sums to zero', async () => {
    await at.central.stop();
    await inspect(at.central.home, async (db) => {
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
    });
  });
});
