/** Goods that come back, in a real browser at the whole demo chain. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SaleView } from '../../agent/contract/sale.ts';
import { launchBrowser } from './kit/browser.ts';
import { buildPage, type BuiltPage } from './kit/built-page.ts';
import { startDemoChain, type DemoChain } from './kit/demo-chain.ts';
import { demoCustomer, demoGoods } from './kit/demo-shop.ts';
import { openTillPage, shownText, type TillPage } from './kit/till-page.ts';

const [bread] = demoGoods('bread');
const [milk] = demoGoods('milk');
const gold = demoCustomer('gold', 500);
const slow = 60_000;

let built: BuiltPage;
let browser: Browser;
let chain: DemoChain;
let till: TillPage;
let receipts = 0;

beforeAll(async () => {
  [built, browser] = await Promise.all([buildPage(), launchBrowser()]);
  chain = await startDemoChain({ pageFolder: built.folder });
}, slow);
afterAll(async () => {
  await browser.close();
  await chain.close();
  await built.remove();
});
beforeEach(async () => {
  till = await openTillPage(browser, chain.url, { language: 'en' });
  await till.page.locator('.strip-queue').waitFor();
});
afterEach(async () => {
  const { faults } = till;
  await till.close();
  if (faults.length > 0) throw new Error(`the page has faults: ${faults.join('; ')}`);
});

/** Two breads and a milk of a gold customer, finished. */
async function sold(): Promise<{ sale: SaleView; number: string }> {
  receipts += 1;
  const number = `R-${receipts}`;
  const saleId = crypto.randomUUID();
  const lines = [{ sku: bread?.sku, quantityMilli: 2000, unitPriceMinor: bread?.priceMinor }, { sku: milk?.sku, quantityMilli: 1000, unitPriceMinor: milk?.priceMinor }];
  const { revision } = await chain.call<SaleView>('PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines, customer: { code: gold.card } });
  return { sale: await chain.call<SaleView>('POST', `/v1/sales/${saleId}/commit`, { revision, receipt: { number } }), number };
}
const refund = () => till.page.getByTestId('refund');
const shows = (text: string | RegExp) => till.page.getByText(text).first().waitFor();

describe('a return', () => {
  it('by the number of a receipt: one of two pieces by the keyboard alone, then the rest, and then nothing is left', async () => {
    const { number } = await sold();
    const { keyboard } = till.page;
    await keyboard.press('F4');
    await till.page.getByLabel('Receipt number').waitFor();
    expect(await till.axe()).toEqual([]);
    await keyboard.insertText(number);
    await keyboard.press('Enter');
    await shows('Choose what comes back');
    expect(await till.axe()).toEqual([]);
    await keyboard.press('+');
    await refund().waitFor();
    await till.page.locator('dl[aria-busy="false"]').waitFor();
    await keyboard.press('F12');
    await shows('The return is recorded');
    expect(await till.axe()).toEqual([]);
    await till.page.locator('.slip-paper').waitFor();
    await keyboard.press('F12');
    await till.page.getByLabel('Receipt number').fill(number);
    await keyboard.press('Enter');
    await shows('· returned before: 1');
    await keyboard.press('F7');
    await till.page.locator('dl[aria-busy="false"]').waitFor();
    await keyboard.press('F12');
    await shows('The return is recorded');
    await keyboard.press('F12');
    await till.page.getByLabel('Receipt number').fill(number);
    await keyboard.press('Enter');
    await shows('All of this receipt came back already.');
  }, slow);

  it('by the code of the slip that was scanned at the sale leads here with one press', async () => {
    const { sale } = await sold();
    await till.scan(sale.returnCode?.code ?? '');
    await till.button('Open the return').click();
    await shows('Choose what comes back');
    expect(await till.page.locator('.returns-line').count()).toBe(2);
  }, slow);

  it('that was open is offered again after a reload and a restart of the agent', async () => {
    const { number } = await sold();
    await till.page.keyboard.press('F4');
    await till.page.getByLabel('Receipt number').fill(number);
    await till.page.keyboard.press('Enter');
    await shows('Choose what comes back');
    await till.page.keyboard.press('F7');
    await till.page.locator('dl[aria-busy="false"]').waitFor();
    const sum = await shownText(refund());
    await chain.restartAgent();
    await till.page.reload();
    await shows('This return was open before.');
    await expect.poll(() => shownText(refund()), { timeout: slow }).toBe(sum);
    expect(await till.axe()).toEqual([]);
    await till.page.keyboard.press('F12');
    await shows('The return is recorded');
  }, slow);

  it('and new goods are one receipt: an exchange', async () => {
    const { number } = await sold();
    await till.page.keyboard.press('F4');
    await till.page.getByLabel('Receipt number').fill(number);
    await till.page.keyboard.press('Enter');
    await shows('Choose what comes back');
    await till.page.keyboard.press('+');
    await till.page.locator('dl[aria-busy="false"]').waitFor();
    await till.scan(milk?.barcode ?? '');
    await shows(/1 line in the sale/);
    expect(await till.axe()).toEqual([]);
    await till.button('One receipt for both').click();
    await shows('The exchange is recorded');
    await till.page.keyboard.press('F1');
    await shows('The sale is recorded');
  }, slow);

  it('without the centre says that it may be parked, and is recorded all the same', async () => {
    const { number } = await sold();
    await chain.stopCentral();
    await till.page.locator('.mode-offline').waitFor({ timeout: slow });
    await till.page.keyboard.press('F4');
    await till.page.getByLabel('Receipt number').fill(number);
    await till.page.keyboard.press('Enter');
    await shows('The centre was not asked');
    await till.page.keyboard.press('F7');
    await till.page.locator('dl[aria-busy="false"]').waitFor();
    await till.page.keyboard.press('F12');
    await shows('until then it is tentative');
    const { queue } = await chain.status();
    expect(queue.length).toBeGreaterThan(0);
    await chain.startCentral();
    await till.page.locator('.mode-online').waitFor({ timeout: slow });
  }, 2 * slow);
});

describe('what needs a manager', () => {
  /** The manager, on the sheet that the agent's refusal has opened. */
  async function signIn(): Promise<void> {
    const sheet = till.page.locator('.sign-in');
    await sheet.locator('input').first().fill('marat');
    await sheet.locator('[type=password]').fill('8402');
    await sheet.locator('[type=password]').press('Enter');
    await sheet.waitFor({ state: 'detached' });
  }

  it('a whole receipt is cancelled by who may, and by nobody else', async () => {
    const { number } = await sold();
    await till.page.keyboard.press('F4');
    await till.page.getByLabel('Receipt number').fill(number);
    await till.page.keyboard.press('Enter');
    await till.button('Cancel the whole receipt').click();
    expect(await till.axe()).toEqual([]);
    await till.button('Cancel the receipt').click();
    await till.page.locator('.sign-in').waitFor();
    await till.page.keyboard.press('Escape');
    await shows('Sign in first');
    await till.button('Cancel the receipt').click();
    await signIn();
    await shows('The receipt is cancelled');
  }, slow);

  it('goods without a receipt are written down by scan, and come back when a manager has signed in', async () => {
    await till.page.keyboard.press('F4');
    await till.button('Without a receipt').click();
    await till.scan(bread?.barcode ?? '');
    await till.page.locator('.returns-blind-line').waitFor();
    await till.page.getByLabel('Reason').fill('torn');
    expect(await till.axe()).toEqual([]);
    await till.page.keyboard.press('F12');
    await signIn();
    await shows('The goods are as the cashier wrote them down.');
    await till.page.keyboard.press('F12');
    await shows('The return is recorded');
  }, slow);
});
