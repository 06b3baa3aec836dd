import { expect, it, onTestFinished } from 'vitest';
import { customerNow } from '../../../agent/usecases/customer-state.ts';
import type { Till } from '../../../agent/usecases/till.ts';
import { startRealTill } from '../../engine/real-till.ts';
import { until } from '../../engine/until.ts';
import { startTestCentral } from '../kit.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna, boris } from '../kit/test-shop.ts';
import { customerTill, profileBundle, pushCustomer } from '../profiles/kit.ts';

it('a till that sold to an account which was merged meanwhile shows the points of both, with its own sale, before and after the centre has it', async () => {
  const central = await startTestCentral({ bundle: profileBundle() });
  onTestFinished(() => central.close());
  const real = await startRealTill(central);
  onTestFinished(() => real.close());
  const other = await central.enrolTill('till-2');
  const { store, cache, proxy, engine, sell, drained } = real;
  const till = { ...customerTill(real, central.compiled), cache: cache.cache, sales: store.sales } as Till;
  const shown = () => customerNow(till, boris.cards[0]!.number)?.state;
  const sale = testSale(central.compiled, { customer: boris });
  expect(sale.result.pointsEarned).toBeGreaterThan(0);

  // the sale waits in the journal while the feed goes on: the till must not lose sight of it
  proxy.cutNext({ when: 'POST /till/v1/push', direction: 'to-target', afterBytes: 0 });
  await proxy.set('refuse');
  await until(() => engine.contact().breaker !== 'closed', 'the outage');
  sell(sale);
  expect(shown()).toMatchObject({ accountId: boris.accountId, availablePoints: sale.result.pointsEarned });
  for (const { accountId } of [anna, boris]) await pushCustomer(central, other, accountId, { phone: { number: '+77011234567', verified: true } });
  const { body: { epoch } } = await other.get<{ epoch: string }>('/till/v1/ping');
  const view = cache.cache.view()!;
  const { body: page } = await other.get<Parameters<typeof cache.writer.applyFeed>[0]>(`/till/v1/feed?journalId=${view.through.journalId}&epoch=${epoch}&cursor=${view.cursor}&limit=500&protocol=2`);
  cache.writer.applyFeed({ ...page, epoch, cursor: view.cursor, through: view.through, accounts: page.accounts ?? [], asOfMs: view.asOfMs });
  expect(shown()).toMatchObject({ accountId: anna.accountId, tier: 'gold', availablePoints: 1_000 + sale.result.pointsEarned });

  await proxy.set('pass');
  await drained();
  await until(() => cache.cache.view()!.cursor > view.cursor, 'the merge in the feed');
  expect(shown()).toMatchObject({ accountId: anna.accountId, tier: 'gold', availablePoints: 1_000 + sale.result.pointsEarned });
  expect(await central.report()).toMatchObject({ parked: 0, findings: { defect: 0 } });
});
