import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { customerNow } from '../../agent/usecases/customer-state.ts';
import { identify } from '../../agent/usecases/identify.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { quoteReturn } from '../../agent/usecases/quote-return.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { holdExpiresAtMs } from './kit/scripted-authority.ts';
import { accountOf, cardNumber, manyMilks, openTestTill } from './kit/test-till.ts';
import { returnOf, saleOf } from './kit/outcomes.ts';
import type { OperationDraft } from '../../agent/ports/journal.ts';
import type { TestTill } from './kit/test-till.ts';

describe('what the till knows of a customer', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1), accountOf(2)]);
  });
  afterEach(() => {
    test.close();
  });

  const available = (serial = 1) => customerNow(test.till, cardNumber(serial))?.state.availablePoints;
  const sell = async (saleId: string, points: number) => {
    saleOf(priceSale(test.till, { saleId, baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } }));
    if (points > 0) saleOf(await takeRedemption(test.till, { saleId, revision: 1, points }));
    return saleOf(commitSale(test.till, { saleId, revision: points > 0 ? 2 : 1, receipt: { number: saleId } }));
  };

  it('is the cached row and what this till did since', async () => {
    const sale = await sell('sale-1', 100);
    expect(available()).toBe(500 - 100 + sale.priced.pointsEarned);
    returnOf(quoteReturn(test.till, { returnId: 'return-1', baseRevision: 0, saleId: 'sale-1' }));
    returnOf(commitReturn(test.till, { returnId: 'return-1', revision: 1, receipt: { number: 'r' } }));
    expect(available()).toBe(500);
    expect(available(2)).toBe(500);
  });

  it('does not change when the centre has what this till did', async () => {
    const sale = await sell('sale-1', 100);
    const before = available();
    test.snapshot([accountOf(1, { availablePoints: 400 + sale.priced.pointsEarned })]);
    expect(available()).toBe(before);
  });

  it('counts a row from before the hold and a row with the hold alike', async () => {
    const { journalId } = test.till.journal;
    const { seq } = test.till.journal.head();
    const sale = await sell('sale-1', 100);
    const before = available();
    test.snapshot([accountOf(1, { availablePoints: 400, holds: [{ holdId: sale.cover?.hold?.holdId ?? '', points: 100, expiresAtMs: holdExpiresAtMs }] })], { journalId, seq });
    expect(available()).toBe(before);
  });

  it('takes every own operation to be unknown to a view of another journal', async () => {
    const sale = await sell('sale-1', 0);
    test.snapshot([accountOf(1)], { journalId: 'another-journal', seq: 99 });
    expect(available()).toBe(500 + sale.priced.pointsEarned);
    expect(customerNow(test.till, cardNumber(1))?.through).toBe(0);
  });

  it('counts a hold of an open sale only until it expires, and only once', async () => {
    saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } }));
    const { cover } = saleOf(await takeRedemption(test.till, { saleId: 'sale-1', revision: 1, points: 200 }));
    expect(available()).toBe(300);
    expect(available(2)).toBe(500);
    test.restart();
    expect(available()).toBe(300);
    test.snapshot([accountOf(1, { availablePoints: 300, holds: [cover!.hold!] })]);
    expect(available()).toBe(300);
    test.snapshot([accountOf(1)]);
    test.nowMs = holdExpiresAtMs;
    expect(available()).toBe(500);
  });

  it('goes without an operation of a newer release that was rolled back', async () => {
    const sale = await sell('sale-1', 0);
    const newer = { kind: 'points-gifted', schema: 1, opId: 'newer', payload: { accountId: 'account-1' } } as unknown as OperationDraft;
    test.till.journal.append([newer], test.till.clock.now(), {});
    expect(available()).toBe(500 + sale.priced.pointsEarned);
  });

  it('is nothing for a card that the cache does not have', () => {
    expect(customerNow(test.till, cardNumber(3))).toBeUndefined();
    expect(identify(test.till, { code: cardNumber(3) })).toMatchObject({ ok: true, identified: { ok: false, reason: 'card-unknown' } });
    expect(identify(test.till, { code: cardNumber(1) })).toMatchObject({ ok: true, identified: { ok: true, found: { state: { accountId: 'account-1' } } } });
  });
});
