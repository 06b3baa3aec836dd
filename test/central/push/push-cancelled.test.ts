import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { countsOf } from '../../../agent/domain/operations/sale-counts.ts';
import { testReturn, testSale } from '../kit/test-sale.ts';
import { anna, testBundle } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

const shop = testBundle();
/** One tenth off, twice a month for each customer. */
const bundle: Bundle = {
  ...shop,
  promotions: [
    ...shop.promotions,
    { id: 'twice', name: { ru: 'Дважды' }, groupId: 'main', priority: 9, when: { kind: 'all', of: [] }, goods: { kind: 'all' }, reward: { kind: 'goods-percent', basisPoints: 1_000 }, limits: { perCustomer: { times: 2, period: 'month' } } },
  ],
};

describe('push: a sale that was cancelled after its receipt', () => {
  const at = useCentral({ bundle });

  const usage = async () => {
    const { body: { epoch } } = await at.till.get<{ epoch: string }>('/till/v1/ping');
    const { body } = await at.till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=5000&protocol=2`);
    return body.accounts.find(({ accountId }) => accountId === anna.accountId)?.usage ?? [];
  };
  const sell = async () => {
    const priced = testSale(at.central.compiled, { customer: anna });
    const counts = countsOf(at.central.compiled, priced)!;
    const sale = { ...priced, counts };
    expect(await pushOne(at.till, 'sale-committed', sale)).toMatchObject({ verdict: 'applied' });
    return { sale, counts };
  };
  const givenBack = (sale: Parameters<typeof testReturn>[0]) => testReturn(sale, [], 'rest', { compiled: at.central.compiled, knew: [] });

  it('gives back the limits that it had used up, as a return does not', async () => {
    const before = await usage();
    const first = await sell();
    expect(await usage()).not.toEqual(before);
    expect(await pushOne(at.till, 'return-committed', { ...givenBack(first.sale), cause: 'cancelled', givesBack: first.counts })).toMatchObject({ verdict: 'applied' });
    expect(await usage()).toEqual(before);
    const second = await sell();
    const used = await usage();
    expect(await pushOne(at.till, 'return-committed', givenBack(second.sale))).toMatchObject({ verdict: 'applied' });
    expect(await usage()).toEqual(used);
  });
});
