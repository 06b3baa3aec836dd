import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelFinishedSale } from '../../agent/usecases/cancel-finished-sale.ts';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { quoteReturn } from '../../agent/usecases/quote-return.ts';
import { accountOf, cardNumber, noonMs, openTestTill } from './kit/test-till.ts';
import { returnOf, saleOf } from './kit/outcomes.ts';
import type { TestTill } from './kit/test-till.ts';

const lines = [{ sku: 'milk', quantityMilli: 90_000, unitPriceMinor: 500 }];

describe('cancelling a sale whose receipt was printed', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1)]);
    test.authority.stand({ isReachable: false });
    saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines, customer: { code: cardNumber(1) } }));
  });
  afterEach(() => {
    test.close();
  });

  const sold = () => saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } }));
  const cancel = async (changes: Partial<Parameters<typeof cancelFinishedSale>[1]> = {}) => await cancelFinishedSale(test.till, { saleId: 'sale-1', revision: 1, ...changes });

  it('gives all of it back as a return that says why, under the receipt of the sale or of the voiding document', async () => {
    const { priced } = sold();
    const by = { userId: 'manager-1', approval: { overrideId: 'o-1', userId: 'manager-2' } };
    const cancelled = saleOf(await cancel({ receipt: { number: 'void-1' }, by }));
    expect(cancelled).toMatchObject({ state: 'committed', cancelled: { returnId: expect.any(String) } });
    expect(test.written().at(-1)).toMatchObject({
      kind: 'return-committed', payload: { cause: 'cancelled', receipt: { number: 'void-1' }, by, result: { refundMinor: priced.payableMinor, pointsTakenBack: priced.pointsEarned, leavesNothing: true } },
    });
    expect(test.till.returns.find(cancelled.cancelled!.returnId)).toMatchObject({ state: 'committed' });
  });

  it('happens once: again it answers the same', async () => {
    sold();
    const first = saleOf(await cancel());
    const before = test.written().length;
    expect(await cancel()).toEqual({ ok: true, sale: first, changed: false });
    expect(test.written()).toHaveLength(before);
    expect(quoteReturn(test.till, { returnId: 'r', baseRevision: 0, saleId: 'sale-1' })).toMatchObject({ ok: false, code: 'return-exceeds-sale' });
  });

  it('is refused for a sale that is not finished, of another revision, too old, or of which something came back', async () => {
    expect(await cancel()).toMatchObject({ ok: false, code: 'sale-unknown' });
    sold();
    expect(await cancel({ revision: 2 })).toMatchObject({ ok: false, code: 'sale-revised' });
    test.nowMs = noonMs + 1_441 * 60_000;
    expect(await cancel()).toMatchObject({ ok: false, code: 'cancel-too-late', facts: { withinMinutes: 1_440 } });
    test.nowMs = noonMs;
    returnOf(quoteReturn(test.till, { returnId: 'r', baseRevision: 0, saleId: 'sale-1', lines: [{ lineId: '1', quantityMilli: 1_000 }] }));
    returnOf(commitReturn(test.till, { returnId: 'r', revision: 1, receipt: { number: '2' } }));
    expect(await cancel()).toMatchObject({ ok: false, code: 'sale-returned' });
  });

  it('is refused where the centre says that another till took some of it back', async () => {
    sold();
    const sale = test.written().find(({ kind }) => kind === 'sale-committed')!;
    test.authority.stand({ isReachable: true });
    const result = { saleId: 'sale-1', lines: [{ lineId: '1', quantityMilli: 1_000, refundMinor: 450, pointsGivenBack: 0, pointsTakenBack: 0 }], refundMinor: 450, pointsGivenBack: 0, pointsTakenBack: 0 };
    test.authority.sales.set('sale-1', { outcome: 'known', sale: sale.payload as never, returns: [{ returnId: 'elsewhere', tillId: 'till-9', result }] });
    expect(await cancel()).toMatchObject({ ok: false, code: 'sale-returned' });
  });
});
