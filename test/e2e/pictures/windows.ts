import type { SaleView } from '../../../agent/contract/sale.ts';
import type { DemoChain } from '../kit/demo-chain.ts';
import { demoCustomer, demoGoods } from '../kit/demo-shop.ts';
import type { TillPage } from '../kit/till-page.ts';
import type { Picture } from './picture.ts';

const gold = demoCustomer('gold', 500);
const goods = ['bread', 'milk', 'tea', 'coffee', 'chocolate'].flatMap((category) => demoGoods(category).slice(0, 1));

/** The page of a window beside the cashier's. The companion is as small as the shell makes it. */
async function show(till: TillPage, chain: DemoChain, page: 'display' | 'companion'): Promise<void> {
  if (page === 'companion') await till.page.setViewportSize({ width: 400, height: 560 });
  await till.page.goto(`${chain.url}/${page}.html`);
}
/** As the shop's till software makes it. */
async function put(chain: DemoChain): Promise<{ path: string; view: SaleView }> {
  const path = `/v1/sales/${crypto.randomUUID()}`;
  const lines = goods.map(({ sku, priceMinor }) => ({ sku, quantityMilli: 2000, unitPriceMinor: priceMinor }));
  return { path, view: await chain.call<SaleView>('PUT', path, { baseRevision: 0, lines, customer: { code: gold.card } }) };
}
/** The window with a sale in it that has a customer. */
async function showSale(till: TillPage, chain: DemoChain, place: 'display' | 'companion'): Promise<Awaited<ReturnType<typeof put>>> {
  const sale = await put(chain);
  await show(till, chain, place);
  await till.page.getByText(gold.name).first().waitFor();
  return sale;
}

export const pictures: Picture[] = [
  { name: 'display-idle', work: async (till, chain) => await show(till, chain, 'display') },
  {
    name: 'display-sale',
    async work(till, chain) {
      await showSale(till, chain, 'display');
    },
  },
  {
    name: 'display-done',
    async work(till, chain) {
      const { path, view } = await showSale(till, chain, 'display');
      await chain.call('POST', `${path}/commit`, { revision: view.revision, receipt: { number: '4821', payableMinor: view.priced.payableMinor } });
      await till.page.locator('.display-done').waitFor();
    },
  },
  { name: 'companion-empty', work: async (till, chain) => await show(till, chain, 'companion') },
  {
    name: 'companion-sale',
    async work(till, chain) {
      await showSale(till, chain, 'companion');
    },
  },
  {
    name: 'companion-points',
    async work(till, chain) {
      await showSale(till, chain, 'companion');
      await till.page.keyboard.press('F5');
      await till.page.locator('.choice').nth(1).click();
    },
  },
];
