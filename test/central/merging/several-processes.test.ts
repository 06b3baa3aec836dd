import { expect, it, onTestFinished } from 'vitest';
import { mergeByPhone } from '../../../sync/central/merging/merge-by-phone.ts';
import { changeByOffice } from '../../../sync/central/profiles/office-profile.ts';
import { findImbalances } from '../kit/audit.ts';
import { openLedger } from '../kit/open-ledger.ts';
import { pointsSale } from '../kit/points-sale.ts';
import { pointsBundle, timeIn } from '../kit/points-shop.ts';
import { manyAccounts, testTime } from '../kit/test-shop.ts';

it('several processes merge four accounts of each of ten persons once, while their tills go on selling to all of them', async () => {
  const accounts = manyAccounts(40);
  const ledger = await openLedger(pointsBundle(), accounts, testTime.instantMs);
  onTestFinished(() => ledger.close());
  for (const [index, { accountId }] of accounts.entries()) {
    await changeByOffice(ledger, accountId, { phone: { number: `+7701000000${index % 10}`, verified: true } }, testTime.instantMs);
  }
  const sales = await Promise.all(accounts.map(async ({ accountId }, index) => pointsSale(ledger.compiled, { saleId: `sale-${index}`, time: timeIn(0), account: await ledger.account(accountId) })));
  const sell = async () => {
    for (const [index, sale] of sales.entries()) expect(await ledger.push('sale-committed', sale, `op-${index}`)).toBe('applied');
  };
  const [, ...runs] = await Promise.all([sell(), ...[1, 2, 3].map(async () => await mergeByPhone(ledger, testTime.instantMs))]);
  expect(runs.reduce((sum, { merged }) => sum + merged, 0)).toBe(30);
  expect(await mergeByPhone(ledger, testTime.instantMs)).toEqual({ merged: 0, proposed: 0 });
  for (let person = 0; person < 10; person += 1) {
    const own = accounts.filter((_, index) => index % 10 === person);
    expect(await ledger.account(own[0]!.accountId)).toMatchObject({
      availablePoints: own.reduce((sum, { openingPoints }) => sum + openingPoints + 25, 0), purchases: 4, mergedIds: own.slice(1).map(({ accountId }) => accountId),
    });
  }
  expect(await findImbalances(ledger.db)).toEqual({ operations: [], accounts: [] });
});
