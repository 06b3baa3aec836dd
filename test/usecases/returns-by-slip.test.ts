import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { slipCodesOf } from '../../agent/usecases/slip-codes.ts';
import { startReturn } from '../../agent/usecases/start-return.ts';
import { accountOf, cardNumber, noonMs, openTestTill } from './kit/test-till.ts';
import { returnOf, saleOf } from './kit/outcomes.ts';
import { noSlips, slipsOf } from './kit/test-slips.ts';
import type { ReturnCommitted, SaleCommitted } from '../../agent/domain/operations/operation.ts';
import type { TestTill } from './kit/test-till.ts';

const milk = { sku: 'milk', quantityMilli: 90_000, unitPriceMinor: 500 };

describe('a return by the code on a slip of another till', () => {
  let seller: TestTill;
  let test: TestTill;
  beforeEach(() => {
    seller = openTestTill();
    seller.slips = slipsOf('till-9');
    seller.snapshot([accountOf(1)]);
    test = openTestTill();
    test.slips = slipsOf('till-1');
    test.authority.stand({ isReachable: false });
  });
  afterEach(() => {
    seller.close();
    test.close();
  });

  const sell = (lines: readonly (typeof milk)[] = [milk]) => {
    saleOf(priceSale(seller.till, { saleId: 'sale-9', baseRevision: 0, lines, customer: { code: cardNumber(1) } }));
    const sale = saleOf(commitSale(seller.till, { saleId: 'sale-9', revision: 1, receipt: { number: '9' } }));
    return { sale, code: slipCodesOf(seller.till, sale).returnCode! };
  };
  const start = async (input: Partial<Parameters<typeof startReturn>[1]>) => await startReturn(test.till, { returnId: 'return-1', baseRevision: 0, ...input });
  const soldThere = () => seller.written().find(({ kind }) => kind === 'sale-committed')!.payload as SaleCommitted;

  it('gives back what was paid and takes back what was earned, of a customer whom this till has never seen', async () => {
    const { sale, code } = sell();
    expect(code.carries).toBe('whole');
    expect(returnOf(await start({ code: code.code }))).toMatchObject({ saleId: 'sale-9', quoted: { refundMinor: sale.priced.payableMinor, pointsTakenBack: sale.priced.pointsEarned } });
    expect(returnOf(commitReturn(test.till, { returnId: 'return-1', revision: 1, receipt: { number: '1' } }))).toMatchObject({ state: 'committed' });
    expect(test.written().at(-1)).toMatchObject({ kind: 'return-committed', payload: { tillId: 'till-1', saleId: 'sale-9', accountId: 'account-1', terms: { soldBy: 'slip', knew: [] } } });
    expect(await start({ returnId: 'return-2', code: code.code })).toMatchObject({ ok: false, code: 'return-exceeds-sale' });
  });

  it('gives parts back, one after the other, and adds up to the sale', async () => {
    const { sale, code } = sell();
    for (const returnId of ['a', 'b', 'c']) {
      returnOf(await start({ returnId, code: code.code, lines: [{ lineId: '1', quantityMilli: 30_000 }] }));
      returnOf(commitReturn(test.till, { returnId, revision: 1, receipt: { number: returnId } }));
    }
    const returns = test.written().map(({ payload }) => payload as ReturnCommitted);
    expect(returns.reduce((sum, { result }) => sum + result.refundMinor, 0)).toBe(sale.priced.payableMinor);
    expect(returns.map(({ terms }) => terms?.knew)).toEqual([[], ['a'], ['a', 'b']]);
  });

  it('prefers what the centre says, where that is in reach', async () => {
    const { code } = sell();
    test.authority.stand({ isReachable: true });
    test.authority.sales.set('sale-9', { outcome: 'known', sale: soldThere(), returns: [] });
    expect(returnOf(await start({ code: code.code })).slip).toBeUndefined();
    returnOf(commitReturn(test.till, { returnId: 'return-1', revision: 1, receipt: { number: '1' } }));
    expect((test.written().at(-1)!.payload as ReturnCommitted).terms?.soldBy).toBeUndefined();
  });

  it('goes by the slip where the answer does not come', async () => {
    const { code } = sell();
    test.authority.stand({ isReachable: true });
    test.authority.sales.set('sale-9', { outcome: 'unavailable' });
    expect(returnOf(await start({ code: code.code }))).toMatchObject({ slip: { saleId: 'sale-9' } });
  });

  it('refuses a code that somebody changed, with the centre and without', async () => {
    const { code: { code } } = sell();
    const changed = `${code.slice(0, 300)}${code[300] === 'A' ? 'B' : 'A'}${code.slice(301)}`;
    for (const isReachable of [false, true]) {
      test.authority.stand({ isReachable });
      test.authority.sales.set('sale-9', { outcome: 'known', sale: soldThere(), returns: [] });
      expect(await start({ code: changed })).toMatchObject({ ok: false, code: 'return-code-invalid' });
      expect(await start({ code: '4870001000017' })).toMatchObject({ ok: false, code: 'return-code-invalid' });
    }
  });

  it.each<[string, () => void, string]>([
    ['of a revoked till', () => (test.slips = slipsOf('till-1', ['till-9'])), 'revoked'],
    ['under a root key that this till does not know', () => (test.slips = noSlips), 'unknown-root'],
    ['older than the programme takes', () => (test.nowMs = noonMs + 31 * 86_400_000), 'too-old'],
  ])('needs the centre for a code %s', async (_title, make, doubt) => {
    const { code } = sell();
    make();
    expect(await start({ code: code.code })).toMatchObject({ ok: false, code: 'return-needs-link', facts: { doubt } });
    test.authority.stand({ isReachable: true });
    test.authority.sales.set('sale-9', { outcome: 'known', sale: soldThere(), returns: [] });
    expect(returnOf(await start({ code: code.code }))).toMatchObject({ saleId: 'sale-9' });
  });

  it('needs the centre for a long receipt, whose code carries totals, and holds its word against them', async () => {
    const { code } = sell(Array.from({ length: 40 }, () => milk));
    expect(code.carries).toBe('totals');
    expect(await start({ code: code.code })).toMatchObject({ ok: false, code: 'return-needs-link', facts: { doubt: 'totals-only', lines: 40 } });
    test.authority.stand({ isReachable: true });
    const sale = soldThere();
    test.authority.sales.set('sale-9', { outcome: 'known', sale, returns: [] });
    expect(returnOf(await start({ code: code.code })).quoted.lines).toHaveLength(40);
    test.authority.sales.set('sale-9', { outcome: 'known', sale: { ...sale, result: { ...sale.result, lines: sale.result.lines.slice(1) } }, returns: [] });
    expect(await start({ returnId: 'return-2', code: code.code })).toMatchObject({ ok: false, code: 'return-code-invalid' });
  });

  it('takes nothing as the customer\'s whom this till does not know, where the programme looks at the balance', async () => {
    const { sale, code } = sell();
    test.compiled = { ...test.compiled!, bundle: { ...test.compiled!.bundle, returns: { pointsPolicy: 'within_balance' } } };
    expect(returnOf(await start({ code: code.code })).quoted).toMatchObject({ pointsTakenBack: 0, pointsShortfall: sale.priced.pointsEarned });
  });

  it('prints no code before the sale is finished, nor while the centre has not vouched for the till', () => {
    expect(slipCodesOf(seller.till, {}).returnCode).toBeUndefined();
    seller.slips = noSlips;
    saleOf(priceSale(seller.till, { saleId: 's', baseRevision: 0, lines: [milk] }));
    expect(slipCodesOf(seller.till, saleOf(commitSale(seller.till, { saleId: 's', revision: 1, receipt: { number: '1' } }))).returnCode).toBeUndefined();
  });
});
