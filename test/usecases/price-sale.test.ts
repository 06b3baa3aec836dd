import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { accountOf, cardNumber, manyMilks, noonMs, openTestTill, twoMilks } from './kit/test-till.ts';
import { saleOf } from './kit/outcomes.ts';
import type { TestTill } from './kit/test-till.ts';

describe('pricing a sale', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1), accountOf(2), accountOf(3, {}, 'blocked'), accountOf(4, {}, 'replaced')]);
  });
  afterEach(() => {
    test.close();
  });

  const open = (input: Partial<Parameters<typeof priceSale>[1]> = {}) => priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: twoMilks, ...input });

  it('gives lines their place as id, applies the programme, and writes nothing into the journal', () => {
    const sale = saleOf(open());
    expect(sale).toMatchObject({ revision: 1, state: 'priced', openedAtMs: noonMs, basket: { lines: [{ lineId: '1', sku: 'milk' }] } });
    expect(sale.priced).toMatchObject({ grossMinor: 1_000, discountMinor: 100, payableMinor: 900, pointsEarned: 0 });
    expect(sale.bundle).toEqual({ serial: 7, hash: test.compiled?.hash, semantics: 1 });
    expect(test.written()).toEqual([]);
  });

  it('is found after a restart, as it was', () => {
    const sale = saleOf(open({ customer: { code: cardNumber(1) } }));
    test.restart();
    expect(test.till.sales.find('sale-1')).toEqual(sale);
  });

  it('keeps the customer that it was opened with while the cache goes over to another generation', () => {
    const customer = { code: cardNumber(1) };
    const opened = saleOf(open({ customer }));
    test.snapshot([accountOf(1, { tier: 'gold', availablePoints: 7 }, 'blocked')]);
    expect(test.till.cache.view()?.generation).toBe(2);
    const next = saleOf(open({ baseRevision: 1, lines: manyMilks, customer }));
    expect(next.customer).toEqual(opened.customer);
    expect(saleOf(open({ saleId: 'sale-2', customer }))).toMatchObject({ customerProblem: 'card-blocked' });
    const committed = saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 2, receipt: { number: '1' } }));
    expect(committed).toMatchObject({ state: 'committed', priced: next.priced, customer: { state: { tier: 'base', availablePoints: 500 } } });
  });

  it('answers the same request with the same revision, and prices nothing again', () => {
    const first = saleOf(open());
    test.nowMs += 60_000;
    expect(open()).toEqual({ ok: true, sale: first, changed: false });
  });

  it('refuses a revision that is not current, and says which one is', () => {
    open();
    saleOf(open({ baseRevision: 1, lines: manyMilks }));
    expect(open({ baseRevision: 1, lines: twoMilks })).toMatchObject({ ok: false, code: 'sale-revised', facts: { revision: 2 } });
    expect(open({ lines: manyMilks })).toMatchObject({ ok: false, code: 'sale-revised' });
    expect(open({ baseRevision: 1, lines: manyMilks, customer: { code: cardNumber(2) } })).toMatchObject({ ok: false, code: 'sale-revised' });
    expect(open({ saleId: 'sale-2', baseRevision: 3 })).toMatchObject({ ok: false, code: 'sale-revised', facts: { revision: 0 }, detail: expect.stringContaining('Open it with baseRevision 0') });
    expect(test.till.sales.find('sale-1')?.revision).toBe(2);
  });

  it.each([
    ['too-many-lines', Array.from({ length: 2_001 }, () => twoMilks[0]!), '/lines'],
    ['duplicate-line', [{ ...twoMilks[0]!, lineId: '2' }, twoMilks[0]!], '/lines/1/lineId'],
    ['quantity-not-whole', [{ ...twoMilks[0]!, quantityMilli: 1_500 }], '/lines/0/quantityMilli'],
    ['amount-too-large', [{ ...twoMilks[0]!, quantityMilli: 1_000_000_000, unitPriceMinor: 2 ** 51 - 1 }], '/lines/0'],
  ])('refuses a basket with %s and changes nothing', (code, lines, path) => {
    const before = saleOf(open());
    expect(open({ baseRevision: 1, lines })).toMatchObject({ ok: false, code, path });
    expect(test.till.sales.find('sale-1')).toEqual(before);
  });

  it.each([
    ['4870000000013', 'card-unknown'],
    ['not a card at all', 'card-unknown'],
    [cardNumber(99), 'card-unknown'],
    [cardNumber(3), 'card-blocked'],
    [cardNumber(4), 'card-replaced'],
  ])('goes on as anonymous with the code %s, and says %s', (code, customerProblem) => {
    const sale = saleOf(open({ customer: { code } }));
    expect(sale).toMatchObject({ customerCode: code, customerProblem, priced: { payableMinor: 900, pointsEarned: 0 } });
    expect(sale.customer).toBeUndefined();
  });

  it.each(['010001', ` ${cardNumber(1)}\r\n`])('takes the short form of a card, and the text of a scan as it came (%j)', (code) => {
    const first = saleOf(open({ customer: { code } }));
    expect(first.customer?.state.card.number).toBe(cardNumber(1));
    test.snapshot([accountOf(1, { availablePoints: 7 })]);
    expect(saleOf(open({ baseRevision: 1, customer: { code: cardNumber(1) } })).customer?.state).toEqual(first.customer?.state);
  });

  it('keeps the state that the customer came with, until another card is shown', () => {
    saleOf(open({ customer: { code: cardNumber(1) } }));
    test.snapshot([accountOf(1, { availablePoints: 7 }), accountOf(2)]);
    const same = saleOf(open({ baseRevision: 1, lines: manyMilks, customer: { code: cardNumber(1), identifiedBy: 'typed' } }));
    expect(same.customer).toMatchObject({ identifiedBy: 'typed', state: { availablePoints: 500 } });
    const other = saleOf(open({ baseRevision: 2, customer: { code: cardNumber(2) } }));
    expect(other.customer?.state.accountId).toBe('account-2');
    const back = saleOf(open({ baseRevision: 3, customer: { code: cardNumber(1) } }));
    expect(back.customer?.state.availablePoints).toBe(7);
  });

  it('looks a card up again that did not count before', () => {
    expect(saleOf(open({ customer: { code: cardNumber(9) } })).customerProblem).toBe('card-unknown');
    test.snapshot([accountOf(9)]);
    const sale = saleOf(open({ baseRevision: 1, lines: manyMilks, customer: { code: cardNumber(9) } }));
    expect(sale.customer?.state.accountId).toBe('account-9');
    expect(sale.customerProblem).toBeUndefined();
  });

  it('prices with the time of each revision', () => {
    open();
    test.nowMs += 60_000;
    expect(saleOf(open({ baseRevision: 1, lines: manyMilks }))).toMatchObject({ openedAtMs: noonMs, updatedAtMs: noonMs + 60_000, time: { minuteOfDay: 721 } });
  });

  it('keeps points that are set aside when the basket changes', async () => {
    saleOf(open({ lines: manyMilks, customer: { code: cardNumber(1) } }));
    saleOf(await takeRedemption(test.till, { saleId: 'sale-1', revision: 1, points: 100 }));
    const smaller = saleOf(open({ baseRevision: 2, lines: twoMilks, customer: { code: cardNumber(1) } }));
    expect(smaller).toMatchObject({ revision: 3, state: 'held', hold: { points: 100 }, priced: { pointsSpent: 4 } });
    const larger = saleOf(open({ baseRevision: 3, lines: manyMilks, customer: { code: cardNumber(1) } }));
    expect(larger.priced.pointsSpent).toBe(100);
    expect(test.written()).toEqual([]);
  });

  it('gives points that were set aside too long ago back, for the centre has given them to others by then', async () => {
    const customer = { code: cardNumber(1) };
    saleOf(open({ lines: manyMilks, customer }));
    const { hold } = saleOf(await takeRedemption(test.till, { saleId: 'sale-1', revision: 1, points: 100 }));
    test.nowMs = hold!.expiresAtMs - 1;
    expect(saleOf(open({ baseRevision: 2, lines: twoMilks, customer }))).toMatchObject({ state: 'held', hold });
    test.nowMs = hold!.expiresAtMs;
    const late = saleOf(open({ baseRevision: 3, lines: manyMilks, customer }));
    expect(late).toMatchObject({ state: 'priced', priced: { pointsSpent: 0, payableMinor: 45_000 } });
    expect(late.hold).toBeUndefined();
    expect(test.till.sales.find('sale-1')).toEqual(late);
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { holdId: hold?.holdId, accountId: 'account-1', reason: 'dropped' } }]);
  });

  it.each([['another', { code: cardNumber(2) }], ['no', undefined]])('gives the points back in the journal when %s customer comes', async (_who, customer) => {
    saleOf(open({ lines: manyMilks, customer: { code: cardNumber(1) } }));
    const held = saleOf(await takeRedemption(test.till, { saleId: 'sale-1', revision: 1, points: 100 }));
    const sale = saleOf(open({ baseRevision: 2, lines: manyMilks, ...(customer === undefined ? {} : { customer }) }));
    expect(sale).toMatchObject({ revision: 3, state: 'priced', priced: { pointsSpent: 0 } });
    expect(sale.hold).toBeUndefined();
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { holdId: held.hold?.holdId, accountId: 'account-1', reason: 'customer-changed', effects: [] } }]);
  });

  it('refuses a finished sale, whatever finished it', () => {
    open();
    saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } }));
    expect(open({ baseRevision: 1, lines: manyMilks })).toMatchObject({ ok: false, code: 'sale-closed' });
    open({ saleId: 'sale-2' });
    saleOf(cancelSale(test.till, { saleId: 'sale-2', revision: 1 }));
    expect(open({ saleId: 'sale-2', baseRevision: 1, lines: manyMilks })).toMatchObject({ ok: false, code: 'sale-closed' });
  });

  it('refuses a sale that the journal alone still knows', () => {
    saleOf(open());
    saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } }));
    saleOf(open({ saleId: 'sale-2' }));
    saleOf(cancelSale(test.till, { saleId: 'sale-2', revision: 1 }));
    const forgetful = { ...test.till, sales: { ...test.till.sales, find: () => undefined } };
    expect(priceSale(forgetful, { saleId: 'sale-1', baseRevision: 0, lines: [] })).toMatchObject({ ok: false, code: 'sale-closed', facts: { state: 'committed' } });
    expect(priceSale(forgetful, { saleId: 'sale-2', baseRevision: 0, lines: [] })).toMatchObject({ ok: false, code: 'sale-closed', facts: { state: 'cancelled' } });
  });

  it('says that it is not ready before the first bundle', () => {
    test.compiled = undefined;
    expect(open()).toMatchObject({ ok: false, code: 'not-ready' });
  });
});
