/** The windows beside the cashier's: the customer's display and the companion of the shop's own till software, with the real chain. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SaleView } from '../../agent/contract/sale.ts';
import { createFormats } from '../../agent/contract/words/formats.ts';
import { demoCustomer, demoGoods } from './kit/demo-shop.ts';
import { shownText, type TillPage } from './kit/till-page.ts';
import { eventually, useDemoTill } from './kit/use-demo-till.ts';

const formats = createFormats('ru', { currency: { code: 'KZT', exponent: 2 }, pointsScale: 0 });
const plain = (text: string) => text.replaceAll(/\s/g, ' ');
const gold = demoCustomer('gold', 500);
const [bread, otherBread] = demoGoods('bread');

const demo = useDemoTill();
const { shows } = demo;
let window: TillPage;
let saleId: string;
let revision: number;

beforeEach(() => {
  saleId = crypto.randomUUID();
  revision = 0;
});
afterEach(() => demo.chain.call('POST', `/v1/sales/${saleId}/cancel`, { revision }));

/** As the shop's till software does it. */
async function put(pieces: number, isKnown: boolean): Promise<SaleView> {
  const lines = [bread, otherBread].map((good) => ({ sku: good!.sku, quantityMilli: pieces * 1000, unitPriceMinor: good!.priceMinor }));
  const view = await demo.chain.call<SaleView>('PUT', `/v1/sales/${saleId}`, { baseRevision: revision, lines, ...(isKnown ? { customer: { code: gold.card } } : {}) });
  revision = view.revision;
  return view;
}
async function commit(view: SaleView): Promise<void> {
  await demo.chain.call('POST', `/v1/sales/${saleId}/commit`, { revision, receipt: { number: saleId.slice(0, 8), payableMinor: view.priced.payableMinor } });
}

describe('the display of the customer', () => {
  const open = async (viewport = { width: 1024, height: 600 }) => {
    window = await demo.open({ path: '/display.html', until: '.display', language: 'ru', viewport });
  };

  it('greets, shows what is bought, saved and earned, and thanks', async () => {
    await open();
    await shows('Покажите карту или телефон');
    expect(await window.axe()).toEqual([]);
    await put(1, false);
    await shows(bread!.name);
    const view = await put(2, true);
    await shows(gold.name);
    await vi.waitFor(async () => expect(await shownText(window.page.getByTestId('display-payable'))).toBe(plain(formats.money(view.priced.payableMinor))), eventually);
    expect(await window.page.locator('.display-lines li').count()).toBe(2);
    expect(await window.axe()).toEqual([]);
    await commit(view);
    await shows('Спасибо за покупку!');
    expect(await window.axe()).toEqual([]);
  });

  it('stays as it was while the agent restarts, and goes on with the sale afterwards', async () => {
    await open({ width: 800, height: 480 });
    await put(1, true);
    await shows(bread!.name);
    await demo.chain.restartAgent();
    await shows(bread!.name);
    const view = await put(3, true);
    await vi.waitFor(async () => expect(await shownText(window.page.getByTestId('display-payable'))).toBe(plain(formats.money(view.priced.payableMinor))), eventually);
  });

  it('leaves the sale to whoever makes it: no scan of the cashier is taken here', async () => {
    await open();
    const before = await put(1, true);
    await shows(bread!.name);
    await window.scan(bread!.barcode);
    await demo.chain.call('POST', '/v1/scans', { code: bread!.barcode });
    const after = await demo.chain.call<SaleView>('GET', `/v1/sales/${saleId}`);
    expect(after.revision).toBe(before.revision);
  });
});

describe('the companion of the till software', () => {
  const open = async () => {
    window = await demo.open({ path: '/companion.html', until: '.companion', language: 'ru', viewport: { width: 360, height: 480 } });
  };

  it('shows the customer and the points, and pays with them in the sale that the till software makes', async () => {
    await open();
    await shows('Продажи нет');
    expect(await window.axe()).toEqual([]);
    const view = await put(3, true);
    await shows(gold.name);
    await vi.waitFor(async () => expect(await shownText(window.payable)).toBe(plain(formats.money(view.priced.payableMinor))), eventually);
    expect(await window.axe()).toEqual([]);
    await window.page.keyboard.press('F5');
    await window.page.getByRole('dialog').waitFor();
    expect(await window.axe()).toEqual([]);
    await window.page.locator('.choice').nth(1).click();
    await window.page.locator('.number-confirm').click();
    await shows('Не списывать');
    const held = await demo.chain.call<SaleView>('GET', `/v1/sales/${saleId}`);
    expect(held).toMatchObject({ state: 'held', revision: view.revision + 1 });
    revision = held.revision;
    expect(await window.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
  });

  it('hands a scan to the agent, whose event the till software hears, and shows whose card it was', async () => {
    await open();
    await shows('Продажи нет');
    await window.scan(gold.card);
    await shows(gold.name);
    expect(await demo.chain.call<{ sales: SaleView[] }>('GET', '/v1/sales?state=priced')).toEqual({ sales: [] });
  });
});
