import { expect, it } from 'vitest';
import type { FeedAnswer } from '../../sync/protocol/messages.ts';
import { testJournal } from './kit/test-journal.ts';
import { testReturn, testSale } from './kit/test-sale.ts';
import { anna } from './kit/test-shop.ts';
import type { TestTill } from './kit/test-till.ts';
import { useCentral } from './kit/use-central.ts';

const at = useCentral();

const settledOf = async (till: TestTill, opIds: readonly string[]): Promise<FeedAnswer['settled']> => {
  const { body: { epoch } } = await till.get<{ epoch: string }>('/till/v1/ping');
  return (await till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=5000&waiting=${opIds.join(',')}`)).body.settled;
};

it('what became of a waiting operation is told to its own till, and to no other', async () => {
  const { central, till } = at;
  const sale = testSale(central.compiled, { customer: anna });
  const returns = testJournal();
  const { opId } = returns.append('return-committed', testReturn(sale));
  expect((await till.push(returns)).body.verdicts).toMatchObject([{ verdict: 'waiting' }]);
  expect(await settledOf(till, [opId])).toBeUndefined();
  const sales = testJournal();
  sales.append('sale-committed', sale);
  await till.push(sales);
  expect(await settledOf(till, [opId, 'of-nobody'])).toEqual([{ opId, verdict: 'applied' }]);
  expect(await settledOf(await central.enrolTill('till-2'), [opId])).toBeUndefined();
});

it('asking for too many at once is refused', async () => {
  const { till } = at;
  const ids = Array.from({ length: 51 }, (_, index) => `op-${index}`);
  expect(await till.get(`/till/v1/feed?journalId=any&epoch=e&cursor=0&waiting=${ids.join(',')}`)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
});
