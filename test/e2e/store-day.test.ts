/** A store's day at the pages of two tills that are apart from each other and from the centre, and what both show when they meet again. */
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CardView } from '../../agent/contract/card.ts';
import type { JournalPage } from '../../agent/contract/journal.ts';
import type { SaleView } from '../../agent/contract/sale.ts';
import type { DemoAgent } from './kit/demo-chain.ts';
import { demoCustomer, demoGoods } from './kit/demo-shop.ts';
import { signInAs } from './kit/sign-in-as.ts';
import { shownText, type TillPage } from './kit/till-page.ts';
import { eventually, useDemoTill } from './kit/use-demo-till.ts';
import { blankCard, openCards } from './pictures/cards.ts';

const [bread] = demoGoods('bread');
const silver = demoCustomer('silver', 100);
const gold = demoCustomer('gold', 500);

/** One till with its page and the manager at it. */
interface Place {
  agent: DemoAgent;
  till: TillPage;
}

const demo = useDemoTill();
let second: DemoAgent;
let left: Place;
let right: Place;

beforeAll(async () => {
  second = await demo.chain.openTill('till-2', 'Касса 2');
});
beforeEach(async () => {
  left = { agent: demo.chain, till: await demo.open({ language: 'ru' }) };
  right = { agent: second, till: await demo.open({ language: 'ru', url: second.url }) };
  for (const { agent, till } of [left, right]) {
    await met(agent);
    await signInAs(till, 'marat', '8402');
  }
});

const both = async <Result>(work: (place: Place) => Promise<Result>) => await Promise.all([left, right].map(work));
/** Online with an empty queue, and with numbers for virtual cards. */
const met = (agent: DemoAgent) => vi.waitFor(async () => expect(await agent.status()).toMatchObject({ mode: 'online', queue: { waiting: 0 } }), eventually);
/** Nobody reaches the centre until the work is done; then both have told it everything. */
async function apart(work: () => Promise<void>): Promise<void> {
  await demo.chain.stopCentral();
  try {
    await both(({ till }) => till.page.locator('.mode-offline').waitFor());
    await work();
  } finally {
    await demo.chain.startCentral();
  }
  await both(({ till }) => till.page.locator('.mode-online').waitFor());
  await both(({ agent }) => met(agent));
}
const sees = ({ till }: Place, words: string | RegExp) => till.page.getByText(words).first().waitFor();
const act = ({ till }: Place, action: string) => till.page.locator(`[data-action=${action}] button`).click();
const submit = ({ till }: Place) => till.page.getByRole('dialog').locator('button[type=submit]').click();
async function sellBread({ till }: Place, card: string, name: string): Promise<void> {
  await till.page.keyboard.press('F1');
  await till.scan(bread!.barcode);
  await till.lines.first().waitFor();
  await till.scan(card);
  await till.page.locator('.customer-head').getByText(name).waitFor();
  await till.page.keyboard.press('F12');
  await till.page.locator('.done').waitFor();
  await till.page.keyboard.press('F12');
  await till.page.locator('.empty').waitFor();
}
async function issueVirtual(place: Place): Promise<string> {
  await openCards(place.till, 'issue');
  await place.till.page.getByRole('radio', { name: 'Виртуальная' }).check();
  await place.till.button('Выдать виртуальную карту').click();
  await place.till.page.locator('.cards-virtual .qr-code').waitFor();
  return await shownText(place.till.page.locator('.cards-virtual .cards-number'));
}
/** The whole receipt comes back. */
async function giveBack(place: Place): Promise<void> {
  await sees(place, 'Выберите, что возвращают');
  await place.till.page.keyboard.press('F7');
  await place.till.page.locator('dl[aria-busy="false"]').waitFor();
  await sees(place, 'Центр не спрошен');
  await place.till.page.keyboard.press('F12');
  await sees(place, 'Возврат записан');
}

describe('two tills of a store while they are apart', () => {
  it('sell, issue, replace and block; then both show the same, and who lost the race is told what to say', async () => {
    const fresh = blankCard(9701);
    const issued: string[] = [];
    await apart(async () => {
      await both((place) => sellBread(place, gold.card, gold.name));
      for (const place of [left, right]) issued.push(await issueVirtual(place));
      await openCards(left.till, silver.card);
      await act(left, 'replace');
      await left.till.scan(fresh);
      await vi.waitFor(async () => expect(await left.till.page.getByRole('dialog').locator('input').first().inputValue()).toBe(fresh), eventually);
      await submit(left);
      await sees(left, 'Ещё не подтверждено центром: он может решить иначе.');
      await openCards(right.till, silver.card);
      await act(right, 'block');
      await right.till.page.getByRole('dialog').getByRole('radio', { name: 'потеряна' }).check();
      await submit(right);
      await sees(right, 'Карта заблокирована.');
    });
    expect(new Set(issued).size).toBe(2);
    await right.till.page.locator('.lost-race').getByText('Карта уже заменена другой').waitFor();
    expect(await left.till.page.locator('.lost-race').count()).toBe(0);
    await both(async (place) => {
      for (const card of issued) await vi.waitFor(async () => expect(await place.agent.call<CardView>('GET', `/v1/cards/${card}`)).toMatchObject({ cardNumber: card, state: 'issued' }), eventually);
      await openCards(place.till, silver.card);
      await sees(place, 'Больше не действует. Баллы на новой карте.');
      await openCards(place.till, fresh);
      await sees(place, 'Копит и списывает баллы.');
      expect(await place.till.axe()).toEqual([]);
    });
    await right.till.page.locator('.lost-race').getByRole('button', { name: 'Прочитано' }).click();
    await right.till.page.locator('.lost-race').waitFor({ state: 'detached' });
  });

  it('both give back one receipt, by its number and by its slip; the centre puts one of them aside, and the desk of that till says why', async () => {
    const saleId = crypto.randomUUID();
    const { revision } = await left.agent.call<SaleView>('PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines: [{ sku: bread!.sku, quantityMilli: 2000, unitPriceMinor: bread!.priceMinor }], customer: { code: gold.card } });
    const sold = await left.agent.call<SaleView>('POST', `/v1/sales/${saleId}/commit`, { revision, receipt: { number: 'DAY-1' } });
    await met(left.agent);
    await apart(async () => {
      await left.till.page.keyboard.press('F4');
      await left.till.page.getByLabel('Номер чека').fill('DAY-1');
      await left.till.page.keyboard.press('Enter');
      await giveBack(left);
      await right.till.page.keyboard.press('F4');
      await right.till.scan(sold.returnCode?.code ?? '');
      await giveBack(right);
    });
    const parked = await both(async (place) => {
      const token = await place.till.page.evaluate(() => sessionStorage.getItem('till.session') ?? '');
      const { entries } = await place.agent.call<JournalPage>('GET', '/v1/journal?state=parked', undefined, { 'x-operator-session': token });
      return entries.filter(({ kind }) => kind === 'return-committed').map(() => place);
    });
    const [loser, ...more] = parked.flat();
    expect(more).toEqual([]);
    if (loser === undefined) throw new Error('neither of the returns was put aside');
    await loser.till.page.keyboard.press('F8');
    await sees(loser, 'чек уже возвращали на другой кассе');
  });
});
