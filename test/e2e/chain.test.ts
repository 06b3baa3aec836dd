/** The page, the agent and the centre, all real, with the demo shop: what a cashier does in a day. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SaleList, SaleView } from '../../agent/contract/sale.ts';
import { createFormats } from '../../agent/contract/words/formats.ts';
import { startDemoChain } from './kit/demo-chain.ts';
import { demoBlockedCard, demoCustomer, demoGoods, demoWeighed } from './kit/demo-shop.ts';
import { shownText, type TillPage } from './kit/till-page.ts';
import { eventually, useDemoTill } from './kit/use-demo-till.ts';

const formats = createFormats('ru', { currency: { code: 'KZT', exponent: 2 }, pointsScale: 0 });
const plain = (text: string) => text.replaceAll(/\s/g, ' ');
const [bread, secondBread] = demoGoods('bread');
const [chocolate] = demoGoods('chocolate');
const [milk] = demoGoods('milk');

const demo = useDemoTill();
const { shows, untilOnline } = demo;
let till: TillPage;

const unfinished = ['priced', 'held', 'in-doubt'] as const;
async function sales(...states: SaleView['state'][]): Promise<SaleView[]> {
  const lists = await Promise.all(states.map((state) => demo.chain.call<SaleList>('GET', `/v1/sales?state=${state}&limit=50`)));
  return lists.flatMap((list) => list.sales);
}
/** The one sale as the agent has it: what the page must show. */
async function sale(...states: SaleView['state'][]): Promise<SaleView> {
  const [newest] = await sales(...(states.length === 0 ? unfinished : states));
  if (newest === undefined) throw new Error(`The agent has no sale that is ${states.join(' or ')}`);
  return newest;
}
async function showsWhatIsSaved(): Promise<SaleView> {
  return vi.waitFor(async () => {
    const saved = await sale();
    expect(await shownText(till.payable)).toBe(plain(formats.money(saved.priced.payableMinor)));
    expect(await till.lines.count()).toBe(saved.basket.lines.length);
    expect(till.faults).toEqual([]);
    return saved;
  }, eventually);
}
const hasLines = (count: number) => vi.waitFor(async () => expect(await till.lines.count()).toBe(count), eventually);

// A sale that a test left open would be found by the next page.
afterEach(() => demo.endSales());

describe('a day at the till', () => {
  beforeEach(async () => {
    till = await demo.open();
  });

  it('a good and a card by wedge, a weighing and a good from outside: one sale, as the agent priced it', async () => {
    const customer = demoCustomer('gold', 500);
    const weighed = demoWeighed(354);
    await till.scan(bread!.barcode);
    await till.scan(customer.card);
    await shows(customer.name);
    await till.scan(weighed.code);
    await shows('0,354 кг');
    await demo.chain.call('POST', '/v1/scans', { code: chocolate!.barcode });
    await demo.chain.call('POST', '/v1/scans', { code: bread!.barcode });
    await hasLines(3);
    const saved = await vi.waitFor(async () => {
      const shown = await showsWhatIsSaved();
      expect(shown.basket.lines.map((line) => line.quantityMilli)).toEqual([2000, 354, 1000]);
      return shown;
    }, eventually);
    expect(saved.customer).toMatchObject({ status: 'known', cardNumber: customer.card, identifiedBy: 'scan' });
    expect(await till.axe()).toEqual([]);
  });

  it('points are set aside at the centre, spent, earned, and the balance is the new one', async () => {
    const customer = demoCustomer('silver', 1500);
    await till.scan(milk!.barcode);
    await till.scan(chocolate!.barcode);
    await till.scan(customer.card);
    await shows(customer.name);
    await hasLines(2);
    await till.button('Списать баллы').click();
    await till.button(/Всё, что можно/).click();
    await till.button(/^Списать [0-9]/).click();
    await shows('Оплачено баллами');
    const held = await showsWhatIsSaved();
    expect(held.state).toBe('held');
    expect(held.priced.pointsSpent).toBeGreaterThan(0);
    await till.page.keyboard.press('F12');
    await shows('Продажа записана');
    const { priced, operation } = await sale('committed');
    expect(operation).toBeDefined();
    const balance = customer.points - priced.pointsSpent + priced.pointsEarned;
    await vi.waitFor(async () => expect(await shownText(till.page.locator('.done'))).toContain(`Теперь на счёте ${plain(formats.points(balance))} балл`), eventually);
    await untilOnline();
    expect(await till.axe()).toEqual([]);
    await till.scan(bread!.barcode);
    await hasLines(1);
    expect((await sale()).customer).toBeUndefined();
  });

  it('without the centre the words say what works, the sale goes on, and what happened arrives later', async () => {
    const customer = demoCustomer('standard', 200);
    await till.scan(customer.card);
    await shows(customer.name);
    await demo.offline(async () => {
      await shows('скидки и начисление работают, списание — нет');
      await till.scan(milk!.barcode);
      await hasLines(1);
      await shows('Нет связи с центром: баллы сейчас не списать.');
      expect(await till.button('Списать баллы').isDisabled()).toBe(true);
      await till.button('Готово').click();
      await shows('Продажа записана');
      await shows('Очередь 1');
    });
    await shows('работает всё');
    await shows('Всё отправлено');
  });

  it('a restart of the agent keeps the sale, and asks about the receipt where points were set aside', async () => {
    const customer = demoCustomer('gold', 2000, (account) => account.accountId > 'c-00500');
    await till.scan(chocolate!.barcode);
    await till.scan(secondBread!.barcode);
    await hasLines(2);
    await demo.chain.restartAgent();
    await till.mode.getByText('На связи').waitFor();
    await till.scan(customer.card);
    await shows(customer.name);
    await showsWhatIsSaved();
    await till.button('Списать баллы').click();
    await till.button(/Половину/).click();
    await till.button(/^Списать [0-9]/).click();
    await shows('Оплачено баллами');
    await demo.chain.restartAgent();
    await shows('Чек напечатан?');
    expect(await till.axe()).toEqual([]);
    await till.button('Да, напечатан').click();
    await shows('Продажа записана');
    expect(await sale('committed')).toMatchObject({ customer: { cardNumber: customer.card } });
    await untilOnline();
  });

  it('a card that does not count is said in words, and the sale stays anonymous', async () => {
    await till.scan(bread!.barcode);
    await till.scan(demoBlockedCard());
    await shows('Карта заблокирована');
    expect((await showsWhatIsSaved()).priced.pointsEarned).toBe(0);
  });

  it('without a scanner: a good by its name, a card by six digits', async () => {
    const customer = demoCustomer('standard', 100);
    await till.search.fill(chocolate!.name);
    await till.page.getByRole('option').first().click();
    await hasLines(1);
    await till.search.fill(customer.card.slice(6, 12));
    await till.search.press('Enter');
    await shows(customer.name);
    expect((await showsWhatIsSaved()).customer).toMatchObject({ identifiedBy: 'typed' });
  });
});

describe('every language', () => {
  it.each([
    ['ru', 'К оплате', 'Готово', 'работает всё'],
    ['kk', 'Төлеуге', 'Дайын', 'бәрі жұмыс істейді'],
    ['en', 'To pay', 'Finish', 'everything works'],
  ] as const)('shows a real sale in %s', async (language, toPay, finish, works) => {
    till = await demo.open({ language });
    await shows(works);
    const customer = demoCustomer('gold', 500);
    await till.scan(milk!.barcode);
    await till.scan(customer.card);
    await shows(customer.name);
    await shows(toPay);
    expect(await till.axe()).toEqual([]);
    await till.button(finish).click();
    await till.page.locator('.done').waitFor();
  });
});

describe('a page that nobody let in', () => {
  it('says so, and the one-time link lets it in', async () => {
    const locked = await startDemoChain({ pageFolder: demo.pageFolder, pageAccess: 'link' });
    try {
      till = await demo.open({ url: locked.url, until: '.full-page' });
      await shows('Страница не допущена к кассе');
      expect(await till.axe()).toEqual([]);
      await till.page.goto(locked.pageLink());
      await till.mode.getByText('На связи').waitFor({ timeout: 60_000 });
      await till.scan(bread!.barcode);
      await hasLines(1);
    } finally {
      await locked.close();
    }
  });
});
