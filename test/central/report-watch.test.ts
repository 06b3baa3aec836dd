import { describe, expect, it } from 'vitest';
import { useCentral } from './kit/use-central.ts';
import { testSale } from './kit/test-sale.ts';
import { anna, boris, testTime } from './kit/test-shop.ts';
import { pushOne } from './kit/test-till.ts';

describe('what no till sees for itself', () => {
  const shop = useCentral();
  const sell = async (till: Awaited<ReturnType<typeof shop.central.enrolTill>>, customer: typeof anna, userId?: string) => {
    const sale = { ...testSale(shop.central.compiled, { customer }), tillId: till.tillId };
    const { verdict } = await pushOne(till, 'sale-committed', { ...sale, ...(userId === undefined ? {} : { by: { userId } }) });
    expect(verdict).toBe('applied');
  };
  const watched = async () => (await shop.central.report()).watch;

  it('one customer at three tills in a day, and who sold to them', async () => {
    const tills = [shop.till, await shop.central.enrolTill('till-2'), await shop.central.enrolTill('till-3')];
    for (const till of tills) await sell(till, boris);
    for (const till of tills.slice(0, 2)) await sell(till, anna, 'asel');
    expect(await watched()).toMatchObject({ days: 7, fromTills: 3, overReceipts: 10, customers: [{ accountId: boris.accountId, localDate: testTime.localDate, receipts: 3, tillIds: ['till-1', 'till-2', 'till-3'], userIds: [] }] });
    await sell(tills[2]!, anna, 'samal');
    expect((await watched()).customers).toMatchObject([{ accountId: anna.accountId, tillIds: ['till-1', 'till-2', 'till-3'], userIds: ['asel', 'samal'] }, { accountId: boris.accountId }]);
  });

  it('more receipts in a day than the programme allows at one till', async () => {
    for (let count = 0; count < 8; count += 1) await sell(shop.till, anna, 'asel');
    expect((await watched()).customers[0]).toMatchObject({ accountId: anna.accountId, receipts: 11 });
  });

  it('nothing of a week ago', async () => {
    shop.central.clock.nowMs += 8 * 86_400_000;
    expect((await watched()).customers).toEqual([]);
  });
});
