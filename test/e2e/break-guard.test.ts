/** What cannot be drawn: a place that breaks, the whole page, and the two windows beside it. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SaleView } from '../../agent/contract/sale.ts';
import { startFakeAgent, type FakeAgent } from '../ui/fake-agent.ts';
import { launchBrowser } from './kit/browser.ts';
import { buildPage, type BuiltPage } from './kit/built-page.ts';
import { openTillPage, type TillPage } from './kit/till-page.ts';
import { eventually } from './kit/use-demo-till.ts';

const bread = '4870000000012';
const milk = '4870000000029';
const lines = [{ sku: 'bread', quantityMilli: 1000, unitPriceMinor: 19_000 }];

let built: BuiltPage;
let browser: Browser;
let agent: FakeAgent;
let till: TillPage;

beforeAll(async () => {
  [built, browser] = await Promise.all([buildPage(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});
beforeEach(async () => {
  agent = await startFakeAgent({ pageFolder: built.folder });
});
afterEach(async () => {
  const { faults } = till;
  await till.close();
  await agent.close();
  if (faults.length > 0) throw new Error(`the page made mistakes: ${faults.join('; ')}`);
});

/** A sale of the till software. */
async function put(): Promise<SaleView> {
  const answer = await fetch(`${agent.url}/v1/sales/s-1`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ baseRevision: 0, lines }) });
  return (await answer.json()) as SaleView;
}
/** The next revision as no agent tells it: its outside is a sale, and in it lie lines without discounts and a message without words. */
function tellNonsense(sale: SaleView): void {
  const priced = { ...sale.priced, lines: [{}], promotions: [{}], messages: [{}] } as unknown as SaleView['priced'];
  agent.tell('sale', { ...sale, revision: sale.revision + 1, priced });
}
const shows = (text: string) => till.page.getByText(text).first().waitFor();

describe("the customer's display", () => {
  it('goes quiet over a sale that makes no sense, without a word, and shows the next one by itself', async () => {
    till = await openTillPage(browser, `${agent.url}/display.html`, { language: 'ru', viewport: { width: 800, height: 480 } });
    const sale = await put();
    await till.page.locator('.display-lines li').first().waitFor();
    tellNonsense(sale);
    await till.page.locator('.display-idle .scan-picture').waitFor();
    expect((await till.page.locator('#page').innerText()).trim()).toBe('');
    expect(await till.page.getByRole('alert').count()).toBe(0);
    agent.revise('s-1', [...lines, { sku: 'milk', quantityMilli: 1000, unitPriceMinor: 45_000 }]);
    await vi.waitFor(async () => expect(await till.page.locator('.display-lines li').count()).toBe(2), eventually);
  });

  it('is back at the greeting where the sale that made no sense is cancelled', async () => {
    till = await openTillPage(browser, `${agent.url}/display.html`, { language: 'ru', viewport: { width: 800, height: 480 } });
    const sale = await put();
    await till.page.locator('.display-lines li').first().waitFor();
    tellNonsense(sale);
    await till.page.locator('.display-idle .scan-picture').waitFor();
    agent.tell('sale', { ...sale, revision: sale.revision + 2, state: 'cancelled' });
    await shows('Покажите карту или телефон');
    expect(await till.axe()).toEqual([]);
  });
});

describe('the companion', () => {
  it('says what happened and shows the sale again when it is asked to', async () => {
    till = await openTillPage(browser, `${agent.url}/companion.html`, { language: 'ru', viewport: { width: 360, height: 480 } });
    const sale = await put();
    await till.page.locator('.companion-totals').waitFor();
    tellNonsense(sale);
    await shows('Касса ответила непонятно');
    expect(await till.axe()).toEqual([]);
    await till.button('Показать снова').click();
    await till.page.locator('.companion-totals').waitFor();
  });
});

describe('the page', () => {
  it('says that the sale is safe where the sale itself cannot be drawn, and shows it again', async () => {
    till = await openTillPage(browser, agent.url, { language: 'ru' });
    await till.scan(bread);
    await till.lines.first().waitFor();
    const [sale] = agent.sales.values();
    tellNonsense(sale!);
    await shows('Продажа сохранена в программе кассы и не потеряна.');
    expect(await till.axe()).toEqual([]);
    await till.button('Показать снова').click();
    await till.lines.first().waitFor();
    await till.scan(milk);
    await vi.waitFor(async () => expect(await till.lines.count()).toBe(2), eventually);
  });

  it.each([['cards', 'CardsScreen'], ['returns', 'ReturnsScreen'], ['manager', 'ManagerScreen'], ['technician', 'TechnicianScreen']])('keeps its strip, its ways and its scans where the place %s breaks, and tries the place again', async (place, screen) => {
    till = await openTillPage(browser, agent.url, { language: 'ru' });
    // The place's own code, as a fault in it would be.
    await till.page.route(`**/${place}-screen-*.js`, async (route) => {
      await route.fulfill({ contentType: 'text/javascript', body: `export function ${screen}() { if (globalThis.isMended !== true) throw new TypeError('broken on purpose'); return 'mended'; }` });
    });
    await till.page.locator('.strip-queue').waitFor();
    await till.page.evaluate((to) => (location.hash = `/${to}`), place);
    await till.page.locator('.place-body').getByRole('alert').waitFor();
    expect(await till.page.locator('#page').innerText()).not.toContain('broken on purpose');
    expect([await till.page.locator('.strip-queue').count(), await till.page.locator('.place').count()]).toEqual([1, 5]);
    expect(await till.axe()).toEqual([]);
    await till.scan(bread);
    await vi.waitFor(() => expect([...agent.sales.values()].flatMap(({ basket }) => basket.lines)).toHaveLength(1), eventually);
    await till.page.evaluate(() => Object.assign(globalThis, { isMended: true }));
    await till.button('Повторить').click();
    await till.page.locator('.place-body').getByText('mended').waitFor();
    await till.page.keyboard.press('F1');
    await till.lines.first().waitFor();
  });
});
