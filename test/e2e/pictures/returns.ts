import type { SaleView } from '../../../agent/contract/sale.ts';
import type { DemoChain } from '../kit/demo-chain.ts';
import { demoCustomer, demoGoods, demoWeighed } from '../kit/demo-shop.ts';
import type { TillPage } from '../kit/till-page.ts';
import type { Picture } from './picture.ts';

const gold = demoCustomer('gold', 500);
const goods = ['bread', 'milk', 'tea', 'coffee'].flatMap((category) => demoGoods(category).slice(0, 1));

/** A finished sale of some goods, two of each. */
async function sell(chain: DemoChain): Promise<{ saleId: string; number: string; code: string }> {
  const saleId = crypto.randomUUID();
  const number = saleId.slice(0, 8);
  const lines = goods.map(({ sku, priceMinor }) => ({ sku, quantityMilli: 2000, unitPriceMinor: priceMinor }));
  const { revision } = await chain.call<SaleView>('PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines, customer: { code: gold.card } });
  const { returnCode } = await chain.call<SaleView>('POST', `/v1/sales/${saleId}/commit`, { revision, receipt: { number } });
  return { saleId, number, code: returnCode?.code ?? '' };
}
async function open(till: TillPage, number: string): Promise<void> {
  await till.page.keyboard.press('F4');
  await till.page.locator('.returns-find input').fill(number);
  await till.page.keyboard.press('Enter');
}
async function openLines(till: TillPage, chain: DemoChain): Promise<void> {
  const { saleId, number } = await sell(chain);
  const returnId = `${saleId}-r`;
  await chain.call('PUT', `/v1/returns/${returnId}`, { baseRevision: 0, saleId, lines: [{ lineId: '2', quantityMilli: 2000 }, { lineId: '3', quantityMilli: 1000 }] });
  await chain.call('POST', `/v1/returns/${returnId}/commit`, { revision: 1, receipt: { number: `${number}-1` } });
  await open(till, number);
  await till.page.locator('.returns-line').first().waitFor();
}
async function chosen(till: TillPage, chain: DemoChain): Promise<void> {
  await openLines(till, chain);
  await till.page.keyboard.press('+');
  await till.page.keyboard.press('F7');
  await till.page.locator('dl[aria-busy="false"]').waitFor();
}

export const pictures: Picture[] = [
  { name: 'start', async work(till) {
    await till.page.keyboard.press('F4');
    await till.page.locator('.returns-find').waitFor();
  } },
  { name: 'unknown', async work(till) {
    await open(till, '0000');
    await till.page.locator('.returns-failure').waitFor();
  } },
  { name: 'lines', work: openLines },
  { name: 'quote', work: chosen },
  { name: 'exchange', async work(till, chain) {
    await chosen(till, chain);
    await till.scan(goods[2]?.barcode ?? '');
    await till.page.locator('.returns-exchange').waitFor();
  } },
  { name: 'cancel', async work(till, chain) {
    await open(till, (await sell(chain)).number);
    await till.page.locator('.returns-cancel').click();
    await till.page.locator('.returns-acts .press-main').waitFor();
  } },
  { name: 'done', async work(till, chain) {
    await chosen(till, chain);
    await till.page.keyboard.press('F12');
    await till.page.locator('.slip-paper').waitFor();
  } },
  { name: 'again', async work(till, chain) {
    await chosen(till, chain);
    await till.page.reload();
    await till.page.locator('.returns-doubt').waitFor();
  } },
  { name: 'blind', async work(till) {
    await till.page.keyboard.press('F4');
    await till.page.locator('.returns-blind-way').click();
    await till.scan(goods[0]?.barcode ?? '');
    await till.scan(demoWeighed(354).code);
    await till.scan(gold.card);
    await till.page.locator('.returns-blind-line').nth(1).waitFor();
  } },
  { name: 'offline', async work(till, chain) {
    const { number } = await sell(chain);
    await chain.stopCentral();
    await till.page.locator('.mode-offline').waitFor({ timeout: 60_000 });
    await open(till, number);
    await till.page.locator('.returns-line').first().waitFor();
    await till.page.keyboard.press('F7');
    await till.page.locator('.returns-tentative').waitFor();
    await till.page.locator('dl[aria-busy="false"]').waitFor();
  } },
];
