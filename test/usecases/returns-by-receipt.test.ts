import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { startReturn } from '../../agent/usecases/start-return.ts';
import { accountOf, cardNumber, openTestTill } from './kit/test-till.ts';
import { returnOf, saleOf } from './kit/outcomes.ts';
import type { ReturnCommitted, SaleCommitted } from '../../agent/domain/operations/operation.ts';
import type { TestTill } from './kit/test-till.ts';

const lines = [{ sku: 'milk', quantityMilli: 3_000, unitPriceMinor: 500 }];

describe('a return of a receipt', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1)]);
    test.authority.stand({ isReachable: false });
  });
  afterEach(() => {
    test.close();
  });

  const sell = (saleId: string, number: string) => {
    saleOf(priceSale(test.till, { saleId, baseRevision: 0, lines, customer: { code: cardNumber(1) } }));
    saleOf(commitSale(test.till, { saleId, revision: 1, receipt: { number } }));
  };
  const start = async (input: Partial<Parameters<typeof startReturn>[1]>) => await startReturn(test.till, { returnId: 'return-1', baseRevision: 0, ...input });
  const saleWritten = () => test.written().find(({ kind }) => kind === 'sale-committed')!.payload as SaleCommitted;

  it('finds the sale of this till by the number that was printed', async () => {
    sell('sale-1', '0041');
    sell('sale-2', '0042');
    expect(returnOf(await start({ receiptNumber: '0041' }))).toMatchObject({ saleId: 'sale-1', state: 'quoted' });
    expect(await start({ receiptNumber: '41' })).toMatchObject({ ok: false, code: 'sale-unknown' });
    expect(await start({ receiptNumber: '0041', date: '2026-11-21' })).toMatchObject({ ok: false, code: 'sale-unknown' });
  });

  it('names the sales where several have the number', async () => {
    sell('sale-1', '7');
    sell('sale-2', '7');
    expect(await start({ receiptNumber: '7' })).toMatchObject({
      ok: false, code: 'receipt-ambiguous',
      facts: { choices: [{ saleId: 'sale-2', date: '2026-11-22', minuteOfDay: 720, payableMinor: expect.any(Number) }, { saleId: 'sale-1' }] },
    });
  });

  it.each([[{}], [{ saleId: 'sale-1', receiptNumber: '7' }]])('refuses a request that names no sale, or names it twice: %o', async (input) => {
    expect(await start(input)).toMatchObject({ ok: false, code: 'bad-request', path: '/saleId' });
  });

  it('counts what the centre says that other tills took back, and records that it did', async () => {
    sell('sale-1', '1');
    test.authority.stand({ isReachable: true });
    const one = { saleId: 'sale-1', lines: [{ lineId: '1', quantityMilli: 1_000, refundMinor: 450, pointsGivenBack: 0, pointsTakenBack: 22 }], refundMinor: 450, pointsGivenBack: 0, pointsTakenBack: 22 };
    test.authority.sales.set('sale-1', { outcome: 'known', sale: saleWritten(), returns: [{ returnId: 'elsewhere', tillId: 'till-9', result: one }] });
    expect(returnOf(await start({ saleId: 'sale-1' })).quoted.lines).toMatchObject([{ quantityMilli: 2_000 }]);
    test.authority.stand({ isReachable: false });
    returnOf(commitReturn(test.till, { returnId: 'return-1', revision: 1, receipt: { number: '9' } }));
    expect((test.written().at(-1)!.payload as ReturnCommitted).terms).toMatchObject({ knew: ['elsewhere'] });
    expect(await start({ returnId: 'return-2', saleId: 'sale-1', lines: [{ lineId: '1', quantityMilli: 2_000 }] })).toMatchObject({ ok: false, code: 'return-exceeds-sale' });
  });

  it('takes back what another till sold, as long as the centre tells of it; without the centre it knows no such sale', async () => {
    sell('sale-1', '1');
    const sale: SaleCommitted = { ...saleWritten(), saleId: 'of-another-till', tillId: 'till-9' };
    test.authority.sales.set('of-another-till', { outcome: 'known', sale, returns: [] });
    expect(await start({ saleId: 'of-another-till' })).toMatchObject({ ok: false, code: 'sale-unknown' });
    test.authority.stand({ isReachable: true });
    expect(returnOf(await start({ saleId: 'of-another-till' })).quoted.refundMinor).toBe(sale.result.payableMinor);
    test.authority.stand({ isReachable: false });
    expect(returnOf(commitReturn(test.till, { returnId: 'return-1', revision: 1, receipt: { number: '9' } }))).toMatchObject({ state: 'committed' });
    expect(test.written().at(-1)).toMatchObject({ kind: 'return-committed', payload: { saleId: 'of-another-till', tillId: 'till-1', accountId: 'account-1', terms: { knew: [] } } });
    expect(await start({ returnId: 'return-2', saleId: 'of-another-till' })).toMatchObject({ ok: false, code: 'sale-unknown' });
  });

  it('answers a repeated quote without asking again', async () => {
    sell('sale-1', '1');
    test.authority.stand({ isReachable: true });
    const first = returnOf(await start({ saleId: 'sale-1' }));
    test.authority.sales.set('sale-1', { outcome: 'unavailable' });
    expect(await start({ saleId: 'sale-1' })).toEqual({ ok: true, changed: false, return: first });
  });
});
