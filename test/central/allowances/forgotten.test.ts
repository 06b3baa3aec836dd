import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetAllowances } from '../../../sync/central/jobs/forget-allowances.ts';
import type { AllowanceRecord } from '../../../sync/central/accounts/allowance-record.ts';
import { leaseBundle, openLeaseShop, type LeaseShop, type LeaseTill } from '../kit/lease-shop.ts';
import { dayMs } from '../kit/points-shop.ts';
import { anna } from '../kit/test-shop.ts';

describe('an allowance that ended long ago', () => {
  let shop: LeaseShop;
  let till: LeaseTill;
  let allowance: AllowanceRecord;
  beforeEach(async () => {
    shop = await openLeaseShop(leaseBundle(), [anna]);
    till = await shop.till('till-a');
    for (let visit = 0; visit < 2; visit += 1) await till.sell(await shop.account(anna.accountId));
    await shop.jobs();
    [allowance] = await shop.live(anna.accountId) as [AllowanceRecord];
  });
  afterEach(async () => await shop.close());
  const pass = (days: number) => (shop.clock.nowMs += days * dayMs);
  const forget = async () => await forgetAllowances(shop.db, shop.clock.nowMs);

  it('is forgotten once its till has pushed all that it had, however often and by however many; its postings stay', async () => {
    await till.giveBack(allowance);
    const postings = await shop.db.query("SELECT op_id, bucket, amount_minor FROM ledger_entry WHERE bucket = 'leased' ORDER BY entry_id");
    pass(89);
    await till.sell(await shop.account(anna.accountId));
    expect(await forget()).toBe(0);
    pass(2);
    expect((await Promise.all([forget(), forget(), forget()])).reduce((sum, each) => sum + each)).toBe(1);
    expect(await forget()).toBe(0);
    expect(await shop.allowances(anna.accountId)).toEqual([]);
    expect(await shop.db.query("SELECT op_id, bucket, amount_minor FROM ledger_entry WHERE bucket = 'leased' ORDER BY entry_id")).toEqual(postings);
  });

  it('is kept while its till may still tell of it: silent ever since, or with a queue', async () => {
    pass(10);
    await shop.jobs();
    expect(await shop.allowances(anna.accountId)).toMatchObject([{ state: 'void' }]);
    pass(400);
    expect(await forget()).toBe(0);
    await till.sell(await shop.account(anna.accountId));
    await shop.db.query('UPDATE journal SET claimed_seq = seq + 1');
    expect(await forget()).toBe(0);
    await till.sell(await shop.account(anna.accountId));
    expect(await forget()).toBe(1);
  });

  it('is forgotten where another journal has taken the place of its own, and never while it is live', async () => {
    pass(1);
    await till.reopened('named').opens();
    pass(100);
    expect(await forget()).toBe(0);
    await shop.jobs();
    expect(await shop.allowances(anna.accountId)).toMatchObject([{ state: 'void', cause: 'replaced' }]);
    pass(91);
    await shop.jobs();
    expect(await shop.allowances(anna.accountId)).toEqual([]);
  });
});
