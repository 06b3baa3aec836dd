import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountNow } from '../../agent/usecases/customer-state.ts';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { returnAllowances } from '../../agent/usecases/return-allowances.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { allowanceFor, allowancePolicy, endsAtMs, leasedAccount, redemptionWith, usableUntilMs } from './kit/allowances.ts';
import { saleOf } from './kit/outcomes.ts';
import { accountOf, cardNumber, manyMilks, openTestTill } from './kit/test-till.ts';
import type { TestTill } from './kit/test-till.ts';

describe('an allowance is given back', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill(redemptionWith(allowancePolicy));
    test.snapshot([leasedAccount(test)]);
    test.authority.stand({ isReachable: false });
  });
  afterEach(() => {
    test.close();
  });

  const put = (saleId: string) => saleOf(priceSale(test.till, { saleId, baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } }));
  const take = async (saleId: string, points: number) => saleOf(await takeRedemption(test.till, { saleId, revision: 1, points }));
  const feed = (account = leasedAccount(test, { recalled: true }), seq = 1) => {
    const { generation: _generation, accounts: _accounts, ...view } = test.customers.cache.view()!;
    test.customers.writer.applyFeed({ ...view, cursor: view.cursor + 1, accounts: [account], through: { journalId: test.till.journal.journalId, seq }, asOfMs: test.nowMs });
  };
  const giveBack = () => returnAllowances(test.till, 10);

  it('as soon as a page of the feed recalls it, once, and never spent of again', () => {
    expect(giveBack()).toBe(0);
    feed();
    expect(giveBack()).toBe(1);
    expect(giveBack()).toBe(0);
    expect(test.written()).toEqual([{
      kind: 'allowance-returned',
      schema: 1,
      payload: {
        programmeId: 'example', allowanceId: 'allowance-1', accountId: 'account-1', points: 40, reason: 'recalled',
        effects: [{ bucket: 'available', points: 40 }, { bucket: 'leased', points: -40 }],
      },
    }]);
    expect(accountNow(test.till, 'account-1')?.account).toMatchObject({ availablePoints: 140 });
    expect(accountNow(test.till, 'account-1')?.account.allowances).toBeUndefined();
  });

  it.each([['a late page of the feed', false], ['a new snapshot', true]])('for good: %s that still has it, not recalled, changes nothing', (_what, isSnapshot) => {
    feed();
    giveBack();
    // The row says that it contains the return.
    const seq = test.till.journal.head().seq;
    if (isSnapshot) test.snapshot([leasedAccount(test)]);
    else feed(leasedAccount(test), seq);
    expect(put('sale-1').priced.redeemable.maxPoints).toBe(0);
    expect(giveBack()).toBe(0);
    test.restart();
    expect(put('sale-2').priced.redeemable.maxPoints).toBe(0);
  });

  it('when the till may not use it any more, an hour before its end here', () => {
    test.nowMs = usableUntilMs - 1;
    expect(giveBack()).toBe(0);
    test.nowMs = usableUntilMs;
    expect(giveBack()).toBe(1);
    expect(test.written()).toMatchObject([{ payload: { points: 40, reason: 'expired' } }]);
  });

  it('less what was spent of it, and only after the open sale that has reserved of it', async () => {
    put('sale-1');
    await take('sale-1', 10);
    saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 2, receipt: { number: '1' } }));
    put('sale-2');
    await take('sale-2', 20);
    feed();
    expect(giveBack()).toBe(0);
    saleOf(cancelSale(test.till, { saleId: 'sale-2', revision: 2 }));
    expect(giveBack()).toBe(1);
    expect(test.written().at(-1)).toMatchObject({ kind: 'allowance-returned', payload: { points: 30 } });
  });

  it('with nothing left too, so that the centre knows that it is over', async () => {
    put('sale-1');
    await take('sale-1', 40);
    saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 2, receipt: { number: '1' } }));
    feed();
    expect(giveBack()).toBe(1);
    expect(test.written().at(-1)).toMatchObject({ payload: { points: 0, effects: [] } });
  });

  it('after a restart in which the page came and the return did not', () => {
    feed();
    test.restart();
    expect(giveBack()).toBe(1);
  });

  it('neither by a suspect clock, nor in quarantine, nor before the first programme', () => {
    test.nowMs = endsAtMs;
    test.clock = 'suspect';
    expect(giveBack()).toBe(0);
    test.clock = 'synced';
    test.authority.stand({ isQuarantined: true });
    expect(giveBack()).toBe(0);
    test.authority.stand({ isQuarantined: false });
    const { compiled } = test;
    test.compiled = undefined;
    expect(giveBack()).toBe(0);
    test.compiled = compiled;
    expect(giveBack()).toBe(1);
  });

  it('by the till that it belongs to alone', () => {
    test.snapshot([leasedAccount(test, { journalId: 'journal-of-another', recalled: true })]);
    expect(giveBack()).toBe(0);
  });

  it('at most so many at a time', () => {
    test.snapshot([1, 2, 3].map((serial) => accountOf(serial, { allowances: [allowanceFor(test, { allowanceId: `allowance-${serial}`, recalled: true })] })));
    expect([returnAllowances(test.till, 2), returnAllowances(test.till, 2), returnAllowances(test.till, 2)]).toEqual([2, 1, 0]);
  });
});
