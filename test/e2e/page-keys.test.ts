/** Keys and fingers on the page in a real browser: they hit what the cashier saw. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJsonCaller } from '../../ui/client/json-caller.ts';
import { createTillClient } from '../../ui/client/till-client.ts';
import { startFakeAgent, type FakeAgent } from '../ui/fake-agent.ts';
import { launchBrowser } from './kit/browser.ts';
import { buildPage, type BuiltPage } from './kit/built-page.ts';
import { openTillPage, shownText, type TillPage } from './kit/till-page.ts';

const bread = '4870000000012';
const milk = '4870000000029';
const tea = '4870000000043';
const goldCard = '2900770100017';

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
  till = await openTillPage(browser, agent.url);
  await till.mode.getByText('На связи').waitFor();
});
afterEach(async () => {
  await till.close();
  await agent.close();
});

const shows = (text: string) => till.page.getByText(text).first().waitFor();
const seen = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 50 });
async function openSale(...codes: string[]): Promise<void> {
  for (const code of codes) await till.scan(code);
}
/** Another client finishes the sale of the page. */
async function finishElsewhere(): Promise<void> {
  const [sale] = agent.sales.values();
  if (sale === undefined) throw new Error('there is no sale');
  const client = createTillClient(createJsonCaller((path, init) => fetch(`${agent.url}/${path}`, init)));
  await client.commit(sale.saleId, { revision: sale.revision, receipt: { number: 'R-1', payableMinor: sale.priced.payableMinor } });
}

describe('a key pressed at the sight of a new line', () => {
  it('hits that line and not the one that was selected before it', async () => {
    await openSale(bread);
    await till.lines.first().waitFor();
    // Quicker than any hand: in the microtask after the line was put into the page.
    await till.page.evaluate(() => {
      const list = document.querySelector('.basket-list');
      if (list === null) throw new Error('there is no basket');
      const watch = new MutationObserver(() => {
        if (list.children.length < 2) return;
        watch.disconnect();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', code: 'Delete', bubbles: true, cancelable: true }));
      });
      watch.observe(list, { childList: true });
    });
    await openSale(milk);
    await till.notice.getByText(/^Удалено: Молоко/).waitFor();
    await seen(async () => expect(await till.lines.count()).toBe(1));
  });
});

describe('Enter in the search', () => {
  /** Keeps every answer of the search back until it is called. */
  async function holdSearch(): Promise<() => void> {
    let letGo = () => {};
    const isLetGo = new Promise<void>((resolve) => (letGo = resolve));
    await till.page.route('**/v1/goods?*', async (route) => {
      await isLetGo;
      await route.continue();
    });
    return letGo;
  }
  const answered = () => till.page.waitForResponse((response) => response.url().includes('/v1/goods?'));

  it('adds a good once, though it was pressed again before the answer', async () => {
    const letGo = await holdSearch();
    await till.search.fill('бородинский');
    await till.search.press('Enter');
    await till.search.press('Enter');
    letGo();
    await till.lines.first().waitFor();
    await openSale(milk);
    await seen(async () => expect(await till.lines.count()).toBe(2));
    expect(await shownText(till.payable)).toBe('786,00 ₸');
  });

  it('may be pressed again after the answer, and adds one more', async () => {
    for (const sum of ['171,00 ₸', '342,00 ₸']) {
      await till.search.fill('бородинский');
      await till.search.press('Enter');
      await seen(async () => expect(await shownText(till.payable)).toBe(sum));
    }
    const looked = answered();
    await till.search.fill('нет такого');
    await looked;
    for (let times = 0; times < 2; times += 1) {
      const call = answered();
      await till.search.press('Enter');
      await call;
      await till.notice.getByText('нет такого').waitFor();
    }
  });

  it('adds nothing more where a good was picked from the list before the answer', async () => {
    await till.search.fill('бородинский');
    await till.page.getByRole('option').first().waitFor();
    const letGo = await holdSearch();
    await till.search.press('Enter');
    await till.search.press('ArrowDown');
    await till.search.press('Enter');
    await till.lines.first().waitFor();
    const call = answered();
    letGo();
    await call;
    await openSale(milk);
    await seen(async () => expect(await till.lines.count()).toBe(2));
    expect(await shownText(till.payable)).toBe('786,00 ₸');
  });
});

describe('a key that is held', () => {
  /** While a key stays down, a keyboard sends it again and again. */
  async function hold(key: string): Promise<void> {
    for (let times = 0; times < 3; times += 1) await till.page.keyboard.down(key);
    await till.page.keyboard.up(key);
  }

  it('takes out one line', async () => {
    await openSale(bread, milk, tea);
    await seen(async () => expect(await till.lines.count()).toBe(3));
    await till.page.keyboard.down('Delete');
    await seen(async () => expect(await till.lines.count()).toBe(2));
    await till.page.keyboard.down('Delete');
    await till.page.keyboard.press('+');
    await seen(async () => expect(await shownText(till.payable)).toBe('1 401,00 ₸'));
  });

  it('finishes one sale and leaves its confirmation', async () => {
    await openSale(bread);
    await till.lines.first().waitFor();
    await till.page.keyboard.down('F12');
    await shows('Продажа записана');
    await till.page.keyboard.down('F12');
    expect(await till.page.getByText('Продажа записана').count()).toBe(1);
  });

  it('cancels one sale', async () => {
    await openSale(bread);
    await till.lines.first().waitFor();
    await till.page.keyboard.down('F9');
    await shows('Продажа отменена');
    await openSale(milk);
    await till.lines.first().waitFor();
    await till.page.keyboard.down('F9');
    await till.page.keyboard.press('+');
    await seen(async () => expect(await shownText(till.payable)).toBe('1 230,00 ₸'));
  });

  it('goes on where it moves and counts', async () => {
    await openSale(bread, milk, tea);
    await seen(async () => expect(await till.lines.count()).toBe(3));
    await hold('ArrowUp');
    await hold('+');
    await seen(async () => expect(await shownText(till.payable)).toBe('4 289,00 ₸'));
  });
});

describe('an open sheet', () => {
  const sheets = [
    { sheet: 'points', keys: ['F5'], number: '42', sum: '129,00 ₸' },
    { sheet: 'quantity', keys: ['*'], number: '3', sum: '513,00 ₸' },
    { sheet: 'weight', query: 'сыр', keys: ['ArrowDown', 'Enter'], number: '0,5', sum: '1 871,00 ₸' },
  ];
  it.each(sheets)('keeps the sale from being finished without what was typed: $sheet', async ({ query, keys, number, sum }) => {
    const { keyboard } = till.page;
    await openSale(bread, goldCard);
    await shows('Айдар');
    if (query !== undefined) {
      await till.search.fill(query);
      await till.page.getByRole('option').first().waitFor();
    }
    for (const key of keys) await keyboard.press(key);
    await till.page.getByRole('dialog').waitFor();
    await keyboard.insertText(number);
    await keyboard.press('F12');
    await keyboard.press('Control+Enter');
    expect(await till.button('Готово').isDisabled()).toBe(true);
    await keyboard.press('Enter');
    await seen(async () => expect(await shownText(till.payable)).toBe(sum));
    await till.page.getByRole('dialog').waitFor({ state: 'detached' });
    await keyboard.press('F12');
    await shows('Продажа записана');
  });
});

describe('a sheet that was left open', () => {
  it('goes with its sale and does not come up in the next one', async () => {
    await openSale(bread, goldCard);
    await shows('Айдар');
    await till.page.keyboard.press('F5');
    await till.page.getByRole('dialog').waitFor();
    await finishElsewhere();
    await shows('Продажа записана');
    await openSale(milk, goldCard);
    await shows('Айдар');
    await till.page.keyboard.press('*');
    await till.page.getByText('Сколько штук').waitFor();
    await till.page.keyboard.press('F9');
    await openSale(tea);
    await seen(async () => expect(await shownText(till.lines.first())).toContain('Чай'));
    expect(await till.page.getByRole('dialog').count()).toBe(0);
  });

  it('gives Enter on the keyboard to its number after a finger was on its digits', async () => {
    await openSale(bread);
    await till.lines.first().waitFor();
    await till.page.keyboard.press('*');
    await till.page.getByRole('dialog').waitFor();
    await till.button('5').click();
    await till.page.keyboard.press('Enter');
    await seen(async () => expect(await shownText(till.payable)).toBe('855,00 ₸'));
  });
});

describe('an agent that talks nonsense', () => {
  /** Each outside is what a call expects, and no inside is. */
  const hollow = JSON.stringify({
    goods: [{}], sales: [{}], scanId: '1', thing: {}, cardNumber: '2900770100017', balance: {}, lines: [{}], cards: [{}], questionnaires: [{}], customers: [{}], customer: {}, accountId: 'a', opId: 'o', state: 'x',
    entries: [{ opId: 'o', what: {}, centre: {}, repairs: [] }], what: {}, centre: {}, repairs: [{}], outages: [{}], running: {}, last: {}, hits: [{}], outcome: 'x', till: {}, differences: [{}],
    devices: [{}], ignored: [{}], machine: {}, log: {}, level: 'x', returnId: 'r', revision: 1, quoted: { lines: [{}] }, saleId: 's', priced: {}, user: {}, mode: 'online', text: '',
  });
  const places = ['cards/find', 'cards/register', 'cards/issue', 'cards/activate', 'cards/2900770100017', 'cards/customer/a', 'returns', 'manager/desk', 'manager/desk/o', 'manager/outage', 'manager/drill', 'manager/limits', 'manager/overrides', 'manager/shift', 'technician/devices', 'technician/sync', 'technician/programme', 'technician/machine', 'technician/log'];
  const nonsense = /\bNaN\b|undefined|\[object|Invalid Date|null/;

  it.each([
    ['hollow JSON', hollow, 200], ['a page', '<!doctype html><title>Wi-Fi</title>', 200], ['an error that is none', '{"error":"oops"', 500],
  ])('%s: no place goes white or says nonsense, and the sale goes on afterwards', async (_, text, status) => {
    await openSale(bread);
    await till.lines.first().waitFor();
    agent.babble({ text, status });
    for (const place of places) {
      await till.page.evaluate((to) => (location.hash = `/${to}`), place);
      await till.page.locator('.place-body').getByRole('alert').or(till.page.locator('.place-body input, .place-body .press, .place-body table, .place-body dl')).first().waitFor();
      await till.page.waitForFunction(() => document.querySelector('.answer-loading') === null);
      const words = await till.page.locator('#page').innerText();
      expect({ place, nonsense: nonsense.exec(words)?.[0], strip: await till.page.locator('.strip-queue').count(), ways: await till.page.locator('.place').count() }).toEqual({ place, nonsense: undefined, strip: 1, ways: 5 });
    }
    await till.page.keyboard.press('F1');
    await till.scan(milk);
    await till.notice.getByText('Касса ответила непонятно').waitFor();
    // Events that are none change nothing either.
    for (const name of ['status', 'scan', 'sale', 'card', 'customer'] as const) agent.tell(name, { mode: 'online', saleId: [...agent.sales.keys()][0], thing: {}, change: 'race-lost' } as never);
    agent.babble(undefined);
    await till.scan(milk);
    await seen(async () => expect(await till.lines.count()).toBe(2));
    expect(till.faults).toEqual([]);
  });
});
