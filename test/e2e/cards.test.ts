/** Cards and customers on the page, with the real chain: by scanner, by keyboard, with and without the centre. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CardView } from '../../agent/contract/card.ts';
import type { SaleList, SaleView } from '../../agent/contract/sale.ts';
import { demoBlockedCard, demoCustomer, demoGoods, demoIssuedCards } from './kit/demo-shop.ts';
import { startFakeAgent } from '../ui/fake-agent.ts';
import { openTillPage, shownText, type TillPage } from './kit/till-page.ts';
import { eventually, useDemoTill } from './kit/use-demo-till.ts';
import { asManager, blankCard, openCards } from './pictures/cards.ts';

const gold = demoCustomer('gold', 500);
const [bread] = demoGoods('bread');
const shop = useDemoTill();
const { shows, offline, signIn, untilOnline } = shop;

let till: TillPage;
beforeEach(async () => {
  till = await shop.open();
});

const state = () => till.page.locator('.cards-state');
const cardNow = (card: string) => shop.chain.call<CardView>('GET', `/v1/cards/${card}`);
const action = (name: string) => till.page.locator(`[data-action=${name}] button`);
const confirm = () => till.page.getByRole('dialog').locator('button[type=submit]').click();
const choose = (words: string) => till.page.getByRole('radio', { name: words, exact: true }).check();

/** A receipt of somebody whose card this till cannot read, and the code on its slip: of a till that the centre has vouched for. */
async function slipWithCode(): Promise<string> {
  let code: string | undefined;
  await vi.waitFor(async () => {
    const saleId = crypto.randomUUID();
    await shop.chain.call('PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines: [{ sku: bread!.sku, quantityMilli: 20_000, unitPriceMinor: 50_000 }], customer: { code: blankCard(9999) } });
    const sale = await shop.chain.call<SaleView>('POST', `/v1/sales/${saleId}/commit`, { revision: 1, receipt: { number: saleId.slice(0, 8) } });
    expect(sale).toMatchObject({ state: 'committed' });
    code = sale.claimCode?.code;
    expect(code).toBeDefined();
  }, eventually);
  await untilOnline();
  return code ?? '';
}

describe('a scan where cards are managed', () => {
  it('opens the card and leaves the sale alone; goods go into the sale as ever', async () => {
    await openCards(till, 'find');
    await till.scan(gold.card);
    await shows(gold.name);
    expect(await shownText(state())).toBe('Активна Копит и списывает баллы.');
    await till.scan(bread!.barcode);
    await vi.waitFor(async () => {
      const { sales: [sale] } = await shop.chain.call<SaleList>('GET', '/v1/sales?state=priced&limit=1');
      expect([sale?.basket.lines.length, sale?.customer]).toEqual([1, undefined]);
    }, eventually);
    expect(await till.axe()).toEqual([]);
  });

  it('F3 in a sale with a customer opens their card, and F3 again the search', async () => {
    await till.scan(gold.card);
    await till.page.locator('.customer-balance').waitFor();
    await till.page.keyboard.press('F3');
    await till.page.locator('.cards-page').getByText(gold.name).waitFor();
    await till.page.keyboard.press('F3');
    await till.page.locator('.cards-find input').waitFor();
    expect(await till.page.locator('.cards-page').count()).toBe(0);
    for (const { saleId, revision } of (await shop.chain.call<SaleList>('GET', '/v1/sales?state=priced&limit=9')).sales) await shop.chain.call('POST', `/v1/sales/${saleId}/cancel`, { revision });
  });
});

describe('the keyboard alone', () => {
  it('finds a card, names the digit that is wrong, and blocks it with the word of a second person', async () => {
    await signIn('asel', '3174');
    const { keyboard } = till.page;
    const customer = demoCustomer('silver', 1);
    await keyboard.press('F3');
    await till.page.locator('.cards-find input').waitFor();
    await keyboard.type(`${customer.card.slice(0, -1)}${(Number(customer.card.at(-1)) + 1) % 10}`, { delay: 150 });
    await keyboard.press('Enter');
    await shows(`последняя — ${customer.card.at(-1)}`);
    await keyboard.press('Backspace');
    await keyboard.type(customer.card.slice(-1));
    await keyboard.press('Enter');
    await shows(customer.name);
    expect(await shownText(action('block'))).toContain('нужно разрешение');
    await action('block').focus();
    await keyboard.press('Enter');
    await till.page.getByRole('dialog').waitFor();
    await keyboard.press('Space');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type('в такси', { delay: 60 });
    await keyboard.press('Enter');
    const approval = till.page.locator('.person-sheet');
    await approval.waitFor();
    const [reason, user, pin] = [0, 1, 2].map((index) => approval.locator('input').nth(index));
    await user?.fill('marat');
    await pin?.fill('8402');
    await reason?.fill('просьба покупателя');
    await approval.locator('button[type=submit]').click();
    await shows('Карта заблокирована.');
    await vi.waitFor(async () => expect(await shownText(state())).toContain('Заблокирована'), eventually);
    expect(await cardNow(customer.card)).toMatchObject({ state: 'blocked', blocks: [{ reason: 'lost' }] });
  });
});

describe('a manager', () => {
  beforeEach(() => signIn('marat', '8402'));

  it('replaces a card by scanning the new one; without the centre it is marked until the centre agrees', async () => {
    const customer = demoCustomer('silver', 1, ({ cards }) => cards[0]?.number !== demoCustomer('silver', 1).card);
    const fresh = blankCard(9301);
    await offline(async () => {
      await openCards(till, customer.card);
      await action('replace').click();
      await till.scan(fresh);
      await vi.waitFor(async () => expect(await till.page.getByRole('dialog').locator('input').first().inputValue()).toBe(fresh), eventually);
      await till.page.getByRole('dialog').locator('button[type=submit]').click();
      await shows(fresh);
      await shows('Ещё не подтверждено центром: он может решить иначе.');
      expect(await till.axe()).toEqual([]);
    });
    await till.page.getByText('Ещё не подтверждено центром').waitFor({ state: 'detached', timeout: 60_000 });
    expect(await cardNow(customer.card)).toMatchObject({ state: 'replaced', replacedBy: fresh });
    await openCards(till, customer.card);
    await shows('Больше не действует. Баллы на новой карте.');
    await till.button(`Вместо неё карта ${fresh}`).click();
    await shows('Копит и списывает баллы.');
  });

  it('issues scanned blanks, takes one off before, and sees in words why one was refused', async () => {
    await openCards(till, 'issue');
    await till.page.locator('.cards-two').waitFor();
    const [first, second, taken] = [blankCard(9401), blankCard(9402), gold.card];
    for (const card of [first, second, taken, second]) await till.scan(card);
    await vi.waitFor(async () => expect(await till.page.locator('.cards-listed').count()).toBe(3), eventually);
    await till.button(`Убрать карту ${second}`).click();
    await till.button('Выдать 2 карты').click();
    await shows('Эта карта уже чья-то. Возьмите другую.');
    await vi.waitFor(async () => expect(await cardNow(first)).toMatchObject({ state: 'issued' }), eventually);
    expect(await cardNow(second)).toMatchObject({ code: 'card-unknown' });
    expect(await till.axe()).toEqual([]);
  });

  it('issues a pack only where the hand has counted as many as the numbers say, and activates it the same way', async () => {
    await openCards(till, 'issue');
    await choose('Пачка');
    const fields = till.page.locator('.cards-two .field input');
    await till.scan(blankCard(9501));
    await vi.waitFor(async () => expect(await fields.first().inputValue()).toBe(blankCard(9501)), eventually);
    await till.scan(blankCard(9510));
    await fields.nth(2).fill('9');
    await shows('По номерам должно быть 10 карт.');
    expect(await till.button('Выдать пачку').isDisabled()).toBe(true);
    await fields.nth(2).fill('10');
    await till.button('Выдать пачку').click();
    await shows('Готово: 10 карт');
    expect(await cardNow(blankCard(9510))).toMatchObject({ state: 'issued' });
    await openCards(till, 'activate');
    for (const end of [blankCard(9501), blankCard(9510)]) {
      await till.scan(end);
      await vi.waitFor(async () => expect(await fields.evaluateAll((inputs: HTMLInputElement[]) => inputs.map(({ value }) => value))).toContain(end), eventually);
    }
    await fields.nth(2).fill('10');
    await till.button('Активировать пачку').click();
    await shows('Готово: 10 карт');
    for (const serial of [9501, 9505, 9510]) expect(await cardNow(blankCard(serial))).toMatchObject({ state: 'active' });
  });

  it('activates one card, from its page and by scanning it where cards are activated', async () => {
    const [first, second] = demoIssuedCards();
    await openCards(till, first!);
    await action('activate').click();
    await shows(`Карта ${first} сможет списывать баллы.`);
    await confirm();
    await shows('Карта активирована.');
    expect(await cardNow(first!)).toMatchObject({ state: 'active' });
    await openCards(till, 'activate');
    await choose('Одну карту');
    await till.scan(second!);
    await vi.waitFor(async () => expect(await till.page.getByLabel('Карта', { exact: true }).inputValue()).toBe(second), eventually);
    await till.page.locator('.cards-two button[type=submit]').click();
    await till.page.locator('.cards-two').getByText(second!).waitFor();
    await vi.waitFor(async () => expect(await cardNow(second!)).toMatchObject({ state: 'active' }), eventually);
    expect(await till.axe()).toEqual([]);
  });

  it('gives a customer a second card by scanning it, and a card that is taken is said at its field', async () => {
    const fresh = blankCard(9701);
    await openCards(till, gold.card);
    await action('bind').click();
    const field = till.page.getByLabel('Вторая карта');
    await till.scan(demoCustomer('silver', 1, ({ cards }) => cards[0]?.number !== demoCustomer('silver', 1).card).card);
    await vi.waitFor(async () => expect(await field.inputValue()).not.toBe(''), eventually);
    await confirm();
    await till.page.getByRole('dialog').locator('.field-wrong, .cards-note-wrong').first().waitFor();
    await till.scan(fresh);
    await vi.waitFor(async () => expect(await field.inputValue()).toBe(fresh), eventually);
    await confirm();
    await shows(`Карта ${fresh} добавлена.`);
    const { accountId, balance } = await cardNow(gold.card);
    expect(await cardNow(fresh)).toMatchObject({ accountId, balance: { availablePoints: balance.availablePoints } });
    await openCards(till, fresh);
    await shows(gold.name);
  });

  it('lifts a block with a reason, and the card counts again', async () => {
    const blocked = demoBlockedCard();
    await openCards(till, blocked);
    await vi.waitFor(async () => expect(await shownText(state())).toContain('Заблокирована'), eventually);
    await action('unblock').click();
    await choose('Карта нашлась');
    await confirm();
    await shows('Блокировка снята.');
    await vi.waitFor(async () => expect(await shownText(state())).toBe('Активна Копит и списывает баллы.'), eventually);
    expect(await cardNow(blocked)).toMatchObject({ state: 'active' });
  });

  it('writes down the favourite category that the customer chooses', async () => {
    const customer = demoCustomer('silver', 1, ({ favourite }) => favourite === undefined);
    await openCards(till, customer.card);
    await action('favourite').click();
    await choose('Хлеб и выпечка');
    await confirm();
    await shows(/^Любимая категория: Хлеб и выпечка, до /);
    await vi.waitFor(async () => expect(await till.page.locator('.cards-page .fact').allInnerTexts()).toContainEqual(expect.stringContaining('Любимая категория: Хлеб и выпечка')), eventually);
  });

  it('issues a card without plastic and shows its code for the phone', async () => {
    await openCards(till, 'issue');
    await choose('Виртуальная');
    // As at a till whose numbers are used up, without contact: the words say what to do instead.
    const problem = { type: 'urn:loyalty-till:problem:number-pool-empty', title: 'none left', status: 503, code: 'number-pool-empty' };
    await till.page.route('**/v1/cards/issue', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }), { times: 1 });
    await till.button('Выдать виртуальную карту').click();
    await till.page.locator('.cards-note-wrong').waitFor();
    // A till gets its numbers a moment after its first contact.
    const staff = await shop.as('samal', '5926');
    await vi.waitFor(async () => expect(await shop.chain.call('POST', '/v1/cards/issue', { form: 'virtual' }, staff)).toHaveProperty('cards'), eventually);
    await till.button('Выдать виртуальную карту').click();
    await till.page.locator('.cards-virtual .cards-number').waitFor();
    const number = await shownText(till.page.locator('.cards-virtual .cards-number'));
    await till.page.getByRole('img', { name: `QR-код карты ${number}` }).waitFor();
    expect(await till.axe()).toEqual([]);
    expect(number).toMatch(/^29008/);
    expect(await cardNow(number)).toMatchObject({ cardNumber: number });
    await till.button('Открыть карту').click();
    await till.page.locator('.cards-page').getByText(number).waitFor();
  });

  it('gives points by hand within the limits, with a reason, and the number is checked at its field', async () => {
    await openCards(till, gold.card);
    await action('adjust').click();
    const sheet = till.page.getByRole('dialog');
    await sheet.getByLabel('Сколько баллов').fill('2001');
    await shows('За раз можно не больше 2 000.');
    await sheet.getByLabel('Сколько баллов').fill('150');
    await choose('Баллы не начислены');
    await sheet.getByRole('button', { name: 'Записать' }).click();
    await shows(/^Начислено 150\./);
    expect((await cardNow(gold.card)).balance.pendingPoints).toBe(150);
  });
});

describe('a cashier', () => {
  beforeEach(() => signIn('asel', '3174'));

  it('issues a list of blanks under one approval, which names them all', async () => {
    await openCards(till, 'issue');
    await till.page.locator('.cards-two').waitFor();
    const blanks = [blankCard(9701), blankCard(9702), blankCard(9703)];
    for (const card of blanks) await till.scan(card);
    await vi.waitFor(async () => expect(await till.page.locator('.cards-listed').count()).toBe(3), eventually);
    await till.button('Выдать 3 карты').click();
    const approval = till.page.locator('.person-sheet');
    await approval.getByText('3 карты').waitFor();
    expect(await approval.locator('.approval-cards li').allInnerTexts()).toEqual(blanks);
    expect(await till.axe()).toEqual([]);
    const [reason, user, pin] = [0, 1, 2].map((index) => approval.locator('input').nth(index));
    await user?.fill('marat');
    await pin?.fill('8402');
    await reason?.fill('новая полка');
    await approval.locator('button[type=submit]').click();
    await vi.waitFor(async () => expect(await cardNow(blanks[2]!)).toMatchObject({ state: 'issued' }), eventually);
    for (const card of blanks) expect(await cardNow(card)).toMatchObject({ state: 'issued' });
    await approval.waitFor({ state: 'detached' });
    const given = await asManager<{ entries: { approval: { subjects?: string[] } }[] }>(shop.chain, 'GET', '/v1/journal?kind=override-approved&limit=1');
    expect(given.entries[0]?.approval.subjects).toHaveLength(3);
  });

  it('credits the code of a slip: scanned in the sale, then the card of its customer; a second time it is refused in words', async () => {
    const customer = demoCustomer('silver', 1, ({ cards }) => cards[0]?.number !== demoCustomer('silver', 1).card);
    const code = await slipWithCode();
    await till.scan(code);
    await till.button('К покупателю').click();
    await till.page.locator('.cards-find input').waitFor();
    await shows('Код на баллы прочитан.');
    expect(await till.axe()).toEqual([]);
    await till.scan(gold.card);
    const sheet = till.page.getByRole('dialog');
    await sheet.waitFor();
    expect(await sheet.locator('input').inputValue()).toBe(code);
    expect(await till.axe()).toEqual([]);
    const before = await cardNow(gold.card);
    await sheet.getByRole('button', { name: 'Начислить' }).click();
    await shows('Баллы начислены по коду:');
    const after = await cardNow(gold.card);
    expect(after.balance.availablePoints + after.balance.pendingPoints).toBeGreaterThan(before.balance.availablePoints + before.balance.pendingPoints);
    expect(customer.card).not.toBe(gold.card);
    await openCards(till, customer.card);
    await till.page.locator('.cards-page').getByText(customer.card).waitFor();
    await till.scan(code);
    await sheet.getByRole('button', { name: 'Начислить' }).click();
    await shows('Баллы этой покупки уже начислены.');
  });

  it('credits it without the centre too, and says that the centre has still to agree', async () => {
    const code = await slipWithCode();
    await offline(async () => {
      await openCards(till, gold.card);
      await action('claim').click();
      await till.scan(code);
      await till.page.getByRole('dialog').getByRole('button', { name: 'Начислить' }).click();
      await shows('Записано на кассе, центр ещё не подтвердил.');
      const { entries: [last] } = await asManager<{ entries: { kind: string; centre: { state: string } }[] }>(shop.chain, 'GET', '/v1/journal?kind=points-claimed&limit=1');
      expect(last).toMatchObject({ kind: 'points-claimed', centre: { state: 'unsent' } });
    });
  });
});

describe('a lost race', () => {
  it('is told with what to say to the customer until somebody has read it, also over a reload', async () => {
    const agent = await startFakeAgent({ pageFolder: shop.pageFolder });
    const page = await openTillPage(shop.browser, agent.url);
    try {
      await page.page.locator('.strip-queue').waitFor();
      agent.tell('card', {
        change: 'race-lost', cardNumber: gold.card, kind: 'card-replaced', seq: 7, opId: 'op-7', reason: 'card-race-lost-blocked',
        manager: { ru: 'Карта была заблокирована раньше.' }, customer: { ru: 'Баллы сохранены.' },
      });
      // Whoever stands at the sale has the customer before them; the manager sees from everywhere that something waits.
      await page.page.locator('.lost-race').getByText('Карта была заблокирована раньше.').waitFor();
      expect(await page.page.locator('.place-badge').innerText()).toMatch(/^1/);
      expect(await page.axe()).toEqual([]);
      await openCards(page, 'find');
      await page.page.reload();
      await page.page.getByText('Баллы сохранены.').waitFor();
      expect(await page.axe()).toEqual([]);
      await page.button('Прочитано').click();
      await page.page.locator('.lost-race').waitFor({ state: 'detached' });
      await page.page.reload();
      await page.page.locator('.cards-find').waitFor();
      expect(await page.page.locator('.lost-race').count()).toBe(0);
    } finally {
      await page.close();
      await agent.close();
    }
  });
});

describe('every screen', () => {
  it.each(['light', 'dark'] as const)('is free of axe violations in %s', async (colorScheme) => {
    till = await shop.open({ colorScheme });
    for (const rest of [['find'], ['register'], ['issue'], ['activate'], [gold.card], [blankCard(9901)]]) {
      await openCards(till, ...rest);
      await till.page.waitForTimeout(300);
      expect([rest, await till.axe()]).toEqual([rest, []]);
    }
    await openCards(till, gold.card);
    for (const name of ['replace', 'block', 'favourite', 'claim', 'adjust', 'slip']) {
      await action(name).click();
      await till.page.getByRole('dialog').waitFor();
      expect([name, await till.axe()]).toEqual([name, []]);
      await till.page.keyboard.press('Escape');
      await till.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });
});
