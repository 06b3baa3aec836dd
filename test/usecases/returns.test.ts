import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { quoteReturn } from '../../agent/usecases/quote-return.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { accountOf, cardNumber, openTestTill } from './kit/test-till.ts';
import { returnOf, saleOf } from './kit/outcomes.ts';
import type { OperationDraft } from '../../agent/ports/journal.ts';
import type { TestTill } from './kit/test-till.ts';

const lines = [{ sku: 'milk', quantityMilli: 100_000, unitPriceMinor: 500 }, { sku: 'bread', quantityMilli: 2_000, unitPriceMinor: 200 }];

describe('returning goods', () => {
  let test: TestTill;
  beforeEach(async () => {
    test = openTestTill();
    test.snapshot([accountOf(1)]);
    saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines, customer: { code: cardNumber(1) } }));
    saleOf(await takeRedemption(test.till, { saleId: 'sale-1', revision: 1, points: 100 }));
  });
  afterEach(() => {
    test.close();
  });

  const sold = () => saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 2, receipt: { number: '1' } }));
  const quote = (input: Partial<Parameters<typeof quoteReturn>[1]> = {}) => quoteReturn(test.till, { returnId: 'return-1', baseRevision: 0, saleId: 'sale-1', ...input });
  const commit = (input: Partial<Parameters<typeof commitReturn>[1]> = {}) => commitReturn(test.till, { returnId: 'return-1', revision: 1, receipt: { number: '9' }, ...input });

  it('needs a finished sale of this till', () => {
    expect(quote()).toMatchObject({ ok: false, code: 'sale-not-committed', detail: expect.stringContaining('Commit it first') });
    saleOf(cancelSale(test.till, { saleId: 'sale-1', revision: 2 }));
    expect(quote()).toMatchObject({ ok: false, code: 'sale-not-committed', detail: expect.stringContaining('was cancelled') });
    expect(quote({ saleId: 'elsewhere' })).toMatchObject({ ok: false, code: 'sale-unknown', detail: expect.stringContaining('has not made the sale') });
  });

  it('gives back all of it: money, points that paid, points that were earned', () => {
    const { priced } = sold();
    const quoted = returnOf(quote());
    expect(quoted).toMatchObject({ revision: 1, state: 'quoted', quoted: { refundMinor: priced.payableMinor, pointsGivenBack: 100, pointsTakenBack: priced.pointsEarned } });
    expect(test.written()).toHaveLength(1);
    const committed = returnOf(commit());
    expect(committed).toMatchObject({ state: 'committed', commit: { seq: 3, hash: test.till.journal.operation(3)?.hash } });
    expect(test.written()[1]).toMatchObject({
      kind: 'return-committed',
      payload: {
        programmeId: 'example',
        returnId: 'return-1',
        saleId: 'sale-1',
        accountId: 'account-1',
        result: quoted.quoted,
        effects: [
          { bucket: 'available', points: 100 - priced.pointsEarned },
          { bucket: 'earned', points: priced.pointsEarned },
          { bucket: 'spent', points: -100 },
        ],
      },
    });
    expect(quote({ returnId: 'return-2' })).toMatchObject({ ok: false, code: 'return-exceeds-sale' });
  });

  it('adds up over parts to exactly what the sale was', () => {
    const { priced } = sold();
    let refundMinor = 0;
    for (const [index, quantityMilli] of [33_000, 33_000, 34_000].entries()) {
      const returnId = `part-${index}`;
      refundMinor += returnOf(quote({ returnId, lines: [{ lineId: '1', quantityMilli }] })).quoted.refundMinor;
      returnOf(commit({ returnId }));
    }
    refundMinor += returnOf(quote({ returnId: 'rest' })).quoted.refundMinor;
    expect(refundMinor).toBe(priced.payableMinor);
  });

  it.each([
    ['return-exceeds-sale', [{ lineId: '2', quantityMilli: 3_000 }]],
    ['line-unknown', [{ lineId: '7', quantityMilli: 1_000 }]],
    ['duplicate-line', [{ lineId: '2', quantityMilli: 1_000 }, { lineId: '2', quantityMilli: 1_000 }]],
    ['quantity-not-whole', [{ lineId: '2', quantityMilli: 500 }]],
  ])('refuses with %s', (code, wanted) => {
    sold();
    expect(quote({ lines: wanted })).toMatchObject({ ok: false, code, facts: { lineId: wanted[0]?.lineId } });
    expect(test.till.returns.find('return-1')).toBeUndefined();
  });

  it('answers repeated requests with what was done', () => {
    sold();
    const quoted = returnOf(quote());
    expect(quote()).toEqual({ ok: true, return: quoted, changed: false });
    expect(quote({ lines: [{ lineId: '2', quantityMilli: 1_000 }] })).toMatchObject({ ok: false, code: 'return-revised', facts: { revision: 1 } });
    expect(quote({ saleId: 'another' })).toMatchObject({ ok: false, code: 'return-revised', facts: { revision: 1 } });
    expect(quote({ returnId: 'lost', baseRevision: 1 })).toMatchObject({ ok: false, code: 'return-revised', facts: { revision: 0 }, detail: expect.stringContaining('Quote it with baseRevision 0') });
    expect(commit({ revision: 2 })).toMatchObject({ ok: false, code: 'return-revised' });
    const committed = returnOf(commit());
    expect(commit()).toEqual({ ok: true, return: committed, changed: false });
    expect(commit({ receipt: { number: '10' } })).toMatchObject({ ok: false, code: 'return-closed' });
    expect(quote({ baseRevision: 1, lines: [{ lineId: '2', quantityMilli: 1_000 }] })).toMatchObject({ ok: false, code: 'return-closed' });
    expect(commit({ returnId: 'unheard-of' })).toMatchObject({ ok: false, code: 'return-unknown' });
    expect(test.written()).toHaveLength(2);
  });

  it('posts nothing for goods that nobody had earned points on', () => {
    saleOf(priceSale(test.till, { saleId: 'anonymous', baseRevision: 0, lines }));
    saleOf(commitSale(test.till, { saleId: 'anonymous', revision: 1, receipt: { number: '1' } }));
    returnOf(quote({ saleId: 'anonymous' }));
    returnOf(commit());
    expect(test.written()[1]).toMatchObject({ kind: 'return-committed', payload: { saleId: 'anonymous', effects: [] } });
    expect(test.written()[1]?.payload).not.toHaveProperty('accountId');
  });

  it('asks for a new quote where another return has changed what this one gives back', () => {
    // The milk was paid with fewer points than it has pieces: the first piece gives none back, the fifty-first one.
    const piece = [{ lineId: '1', quantityMilli: 1_000 }];
    sold();
    expect(returnOf(quote({ lines: piece })).quoted.pointsGivenBack).toBe(0);
    returnOf(quote({ returnId: 'return-2', lines: [{ lineId: '1', quantityMilli: 50_000 }] }));
    returnOf(commit({ returnId: 'return-2' }));
    expect(commit()).toMatchObject({ ok: false, code: 'return-revised', facts: { revision: 1 }, detail: expect.stringContaining('Quote it again with baseRevision 1') });
    expect(returnOf(quote({ baseRevision: 1, lines: piece })).quoted.pointsGivenBack).toBe(1);
    expect(returnOf(commit({ revision: 2 })).state).toBe('committed');
  });

  it('does not guess past an operation of a newer release: it may have returned the goods', () => {
    sold();
    const newer = { kind: 'return-committed', schema: 2, opId: 'newer', payload: { saleId: 'sale-1' } } as unknown as OperationDraft;
    test.till.journal.append([newer], test.till.clock.now(), {});
    expect(() => quote()).toThrow('operation 3 of sale sale-1 cannot be read');
  });

  it('says that it is not ready before the first bundle', () => {
    sold();
    returnOf(quote());
    test.compiled = undefined;
    expect(commit()).toMatchObject({ ok: false, code: 'not-ready' });
  });

  it('does not return twice what two quotes promised', () => {
    sold();
    returnOf(quote());
    returnOf(quote({ returnId: 'return-2', lines: [{ lineId: '2', quantityMilli: 2_000 }] }));
    returnOf(commit());
    expect(commit({ returnId: 'return-2' })).toMatchObject({ ok: false, code: 'return-exceeds-sale' });
    expect(test.written()).toHaveLength(2);
  });
});
