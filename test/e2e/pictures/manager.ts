import type { SaleView } from '../../../agent/contract/sale.ts';
import type { DemoChain } from '../kit/demo-chain.ts';
import { demoCustomer, demoGoods } from '../kit/demo-shop.ts';
import { parkedEntries, wholeEntry } from '../kit/parked-journal.ts';
import { signInAs } from '../kit/sign-in-as.ts';
import type { TillPage } from '../kit/till-page.ts';
import type { Picture } from './picture.ts';

const gold = demoCustomer('gold', 500);
const goods = ['bread', 'milk', 'tea'].flatMap((category) => demoGoods(category).slice(0, 1));

async function sell(chain: DemoChain): Promise<void> {
  const saleId = crypto.randomUUID();
  const lines = goods.map(({ sku, priceMinor }) => ({ sku, quantityMilli: 2000, unitPriceMinor: priceMinor }));
  const { revision } = await chain.call<SaleView>('PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines, customer: { code: gold.card } });
  await chain.call('POST', `/v1/sales/${saleId}/commit`, { revision, receipt: { number: saleId.slice(0, 6) } });
}
/** The manager of the shop, at a part of the place. */
async function at(till: TillPage, chain: DemoChain, part: string): Promise<void> {
  await signInAs(till, 'marat', '8402');
  // The picture before may have left a drill running.
  await till.page.evaluate(() => fetch('v1/drill', { method: 'DELETE', headers: { 'x-operator-session': sessionStorage.getItem('till.session') ?? '' } }));
  await till.page.goto(`${chain.url}/#/manager/${part}`);
}
/** What a centre has put aside: the demo shop's own centre has no reason to. */
async function withParked(till: TillPage): Promise<void> {
  const entries = parkedEntries(Date.now());
  await till.page.route('**/v1/journal**', async (route) => {
    const url = new URL(route.request().url());
    const one = entries.find(({ opId }) => url.pathname.endsWith(opId));
    const state = url.searchParams.get('state');
    await route.fulfill({ json: one === undefined ? { entries: entries.filter(({ centre }) => state === null || centre.state === state) } : wholeEntry(one) });
  });
}
async function outage(till: TillPage, chain: DemoChain): Promise<void> {
  await at(till, chain, 'outage');
  await chain.stopCentral();
  await till.page.locator('.mode-offline').waitFor({ timeout: 60_000 });
  for (let count = 0; count < 4; count += 1) await sell(chain);
}

export const pictures: Picture[] = [
  { name: 'closed', async work(till) {
    await till.page.keyboard.press('F8');
    await till.page.locator('.sign-in').waitFor();
    await till.page.keyboard.press('Escape');
    await till.page.locator('.answer-failed').waitFor();
  } },
  { name: 'desk', async work(till, chain) {
    await withParked(till);
    await at(till, chain, 'desk');
    await till.page.locator('.manager-open').first().waitFor();
  } },
  { name: 'repair', async work(till, chain) {
    await withParked(till);
    await at(till, chain, 'desk/op-3');
    await till.page.locator('.manager-repairs button').nth(1).click();
  } },
  { name: 'desk-empty', async work(till, chain) {
    await at(till, chain, 'desk');
    await till.page.locator('.answer-empty').waitFor();
  } },
  { name: 'limits', async work(till, chain) {
    await at(till, chain, 'limits');
    await till.page.locator('.answer-empty').waitFor();
  } },
  { name: 'overrides', async work(till, chain) {
    await chain.call('POST', '/v1/overrides', { user: 'marat', pin: '8402', right: 'card-block', subject: gold.card, reason: 'найдена в зале' });
    await at(till, chain, 'overrides');
    await till.page.locator('.table').waitFor();
  } },
  { name: 'shift', async work(till, chain) {
    await sell(chain);
    await at(till, chain, 'shift');
    await till.page.locator('.shift-table').waitFor();
  } },
  { name: 'drill', async work(till, chain) {
    await at(till, chain, 'drill');
    await till.page.locator('.drill form').waitFor();
  } },
  { name: 'drill-running', async work(till, chain) {
    await at(till, chain, 'drill');
    await till.page.locator('.drill form .press-main').click();
    await till.page.locator('.drill-running').waitFor();
    await sell(chain);
  } },
  { name: 'outage-offline', async work(till, chain) {
    await outage(till, chain);
    await till.page.locator('.manager-as-of .press').click();
    await till.page.locator('.outage').first().waitFor();
  } },
];
