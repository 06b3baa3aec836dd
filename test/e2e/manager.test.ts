/** The manager's place in a real browser: at the whole demo chain, and at an agent in trouble. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardEvent } from '../../agent/contract/card.ts';
import type { SaleView } from '../../agent/contract/sale.ts';
import { raceWords } from '../../agent/contract/words/card-race-words.ts';
import { startFakeAgent, type FakeAgent } from '../ui/fake-agent.ts';
import { demoCustomer, demoGoods } from './kit/demo-shop.ts';
import { parkedEntries, wholeEntry } from './kit/parked-journal.ts';
import { signInAs } from './kit/sign-in-as.ts';
import { openTillPage, type TillPage } from './kit/till-page.ts';
import { useDemoTill } from './kit/use-demo-till.ts';

const slow = 90_000;
const gold = demoCustomer('gold', 500);
const [bread] = demoGoods('bread');

const demo = useDemoTill();
const { shows } = demo;
let till: TillPage;

describe('the manager at the demo shop', () => {
  beforeEach(async () => {
    till = await demo.open({ language: 'en' });
  });

  async function sell(number: string): Promise<void> {
    const saleId = crypto.randomUUID();
    const { revision } = await demo.chain.call<SaleView>('PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines: [{ sku: bread?.sku, quantityMilli: 2000, unitPriceMinor: bread?.priceMinor }], customer: { code: gold.card } });
    await demo.chain.call('POST', `/v1/sales/${saleId}/commit`, { revision, receipt: { number } });
  }
  const tab = (name: string) => till.button(name).click();

  it('is not shown to who may not see it, who is told who may', async () => {
    await till.page.keyboard.press('F8');
    await till.page.locator('.sign-in').waitFor();
    await till.page.keyboard.press('Escape');
    await shows('Sign in first');
    await shows('Senior cashiers, managers and technicians see the journal.');
    expect(await till.axe()).toEqual([]);
    await till.page.locator('.answer-failed').getByRole('button', { name: 'Sign in', exact: true }).click();
    await till.page.locator('.sign-in').waitFor();
  }, slow);

  it('reads the journal in plain words, filters it, opens an operation by the keyboard, and finds what has no repair', async () => {
    await sell('M-1');
    await signInAs(till, 'marat', '8402');
    await till.page.keyboard.press('F8');
    await shows('Nothing is stuck.');
    await till.page.getByLabel('With the centre').selectOption('all');
    await till.page.getByLabel('A word of the row').fill('M-1');
    const row = till.page.getByRole('button', { name: /Receipt M-1/ });
    await row.waitFor();
    expect(await till.axe()).toEqual([]);
    await row.focus();
    await till.page.keyboard.press('Enter');
    await shows('The whole record');
    expect(till.page.url()).toContain('#/manager/desk/');
    expect(await till.axe()).toEqual([]);
    await till.page.keyboard.press('Escape');
    await till.page.locator('.desk-sheet').waitFor({ state: 'detached' });
  }, slow);

  it('compares the shift while there is contact, says without it what cannot be compared yet, and reports the outage', async () => {
    await signInAs(till, 'marat', '8402');
    await till.page.keyboard.press('F8');
    await tab('Reconciliation');
    await shows('Till and centre agree');
    expect(await till.axe()).toEqual([]);
    await tab('Record the reconciliation');
    await shows(/Recorded at/);
    await demo.chain.stopCentral();
    await till.page.locator('.mode-offline').waitFor({ timeout: slow });
    await sell('M-2');
    await tab('Refresh');
    await shows('these are the till\'s own figures');
    await shows('no contact');
    await demo.chain.restartAgent();
    await tab('Outages');
    await shows('still going on');
    await till.page.getByRole('img', { name: /Outages and drills: 1/ }).waitFor();
    expect(await till.axe()).toEqual([]);
    await demo.chain.startCentral();
    await till.page.locator('.mode-online').waitFor({ timeout: slow });
  }, 2 * slow);

  it('holds a drill: it runs, is marked, and is reported when somebody ends it', async () => {
    await signInAs(till, 'marat', '8402');
    await till.page.goto(`${demo.chain.url}/#/manager/drill`);
    await till.page.getByLabel('How many minutes').fill('0');
    await shows('Enter a number from 1 to 240.');
    await till.page.getByLabel('How many minutes').fill('5');
    await till.page.keyboard.press('Enter');
    await shows('A drill is under way');
    await till.page.locator('.mode-offline').waitFor();
    expect(await till.axe()).toEqual([]);
    await sell('M-3');
    await tab('End it now');
    await shows('The last drill');
    await shows(/Drill: the till behaved/);
    expect(await till.axe()).toEqual([]);
  }, slow);

  it('says of limits and approvals that there were none, and what would stand there', async () => {
    await signInAs(till, 'marat', '8402');
    await till.page.goto(`${demo.chain.url}/#/manager/limits`);
    await shows('No limit was gone beyond on this day.');
    const day = till.page.getByLabel('Day', { exact: true });
    await till.button('A day earlier').click();
    expect(await day.inputValue()).toMatch(/^[0-9]{2}\.[0-9]{2}\.20[0-9]{2}$/);
    await day.fill('31.02.2026');
    await shows('There is no such day.');
    await till.button('No date').click();
    expect(await day.inputValue()).toBe('');
    expect(await till.axe()).toEqual([]);
    await demo.chain.call('POST', '/v1/overrides', { user: 'marat', pin: '8402', right: 'card-block', subject: gold.card, reason: 'found in the shop' });
    await tab('Approvals');
    await shows('found in the shop');
    await shows('Blocking a card');
    expect(await till.page.getByText(gold.card).count()).toBe(0);
    expect(await till.axe()).toEqual([]);
  }, slow);
});

describe('the desk at an agent in trouble', () => {
  let agent: FakeAgent;
  const asked: unknown[] = [];
  beforeEach(async () => {
    agent = await startFakeAgent({ pageFolder: demo.pageFolder });
    const entries = parkedEntries(Date.now());
    agent.answer(/^GET \/v1\/journal$/, ({ query }) => ({ entries: entries.filter(({ centre }) => query.get('state') === null || centre.state === query.get('state')) }));
    agent.answer(/^GET \/v1\/journal\/op-3$/, () => wholeEntry(entries.find(({ opId }) => opId === 'op-3') ?? entries[0]!));
    agent.answer(/^POST \/v1\/journal\/op-3\/resolve$/, ({ body, headers }) => {
      asked.push({ body, key: headers['idempotency-key'] });
      return wholeEntry({ ...entries[0]!, repairs: [] });
    });
    till = await demo.open({ url: agent.url, until: '.mode-online', language: 'en' });
    await till.page.keyboard.press('F8');
  });
  afterEach(() => agent.close());

  it('books a parked sale on the card that was scanned, with a reason, once though the answer was lost', async () => {
    await till.page.getByRole('button', { name: /Receipt 000124/ }).click();
    await till.button('Book on another card').click();
    await till.scan('2900770100017');
    await expect.poll(() => till.page.getByLabel('Another card of the customer').inputValue()).toBe('2900770100017');
    await till.page.getByLabel('Reason').fill('the card of the neighbour');
    expect(await till.axe()).toEqual([]);
    agent.spoil({ matches: /resolve$/, how: 'vanish' });
    await till.page.keyboard.press('Enter');
    await expect.poll(() => asked.length, { timeout: 60_000 }).toBe(2);
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[0]).toMatchObject({ body: { repair: 'relink', reason: 'the card of the neighbour', cardNumber: '2900770100017' } });
    expect(agent.sales.size).toBe(0);
  }, slow);

  it('says garbage in words and shows what it had', async () => {
    await till.page.getByRole('button', { name: /Receipt 000124/ }).waitFor();
    agent.spoil({ matches: /GET \/v1\/journal$/, how: 'garbage' });
    await till.button('Refresh').click();
    await till.page.getByRole('alert').waitFor();
    expect(await till.page.getByRole('button', { name: /Receipt 000124/ }).count()).toBe(1);
    await till.button('Try again').click();
    await till.page.getByRole('alert').waitFor({ state: 'detached' });
  }, slow);
});

describe('a lost sale', () => {
  const ofOrder = { ru: 'Чек almaty-1-77 по заказу под вопросом.', kk: 'Тапсырыс бойынша almaty-1-77 чегі күмәнді.', en: 'The receipt almaty-1-77 of an order is in question.' } as const;
  it.each(['ru', 'kk', 'en'] as const)('by a code of the application, and of an order without a card, is told in %s with what to say to the customer', async (language) => {
    const agent = await startFakeAgent({ pageFolder: demo.pageFolder });
    const page = await openTillPage(demo.browser, agent.url, { language });
    try {
      await page.page.locator('.strip-queue').waitFor();
      const lost = (reason: string, more: { opId: string; cardNumber?: string }): CardEvent => ({ change: 'race-lost', kind: 'sale-committed', seq: 8, saleId: 'sale-8', receiptNumber: 'almaty-1-77', reason, ...raceWords(reason)!, ...more });
      agent.tell('card', lost('qr-replayed', { opId: 'op-8', cardNumber: gold.card }));
      const banner = page.page.locator('.lost-race');
      await banner.getByText(raceWords('qr-replayed')!.manager[language]!).waitFor();
      await banner.getByText(raceWords('qr-replayed')!.customer[language]!).waitFor();
      expect(await banner.innerText()).toContain(gold.card.slice(-4));
      expect(await banner.getByRole('button').count()).toBe(2);
      await banner.locator('.press-main').click();
      await banner.waitFor({ state: 'detached' });

      agent.tell('card', lost('order-repeated', { opId: 'op-9' }));
      await banner.getByText(ofOrder[language]).waitFor();
      await banner.getByText(raceWords('order-repeated')!.manager[language]!).waitFor();
      await banner.getByText(raceWords('order-repeated')!.customer[language]!).waitFor();
      // There is no card to open.
      expect(await banner.getByRole('button').count()).toBe(1);
      expect(await page.axe()).toEqual([]);
      await page.page.reload();
      await banner.getByText(ofOrder[language]).waitFor();
      await banner.locator('.press-main').click();
      await banner.waitFor({ state: 'detached' });
      expect(page.faults).toEqual([]);
    } finally {
      await page.context.close();
      await agent.close();
    }
  });
});
