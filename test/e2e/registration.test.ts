/** Customers registered on the page, with the real chain: without the centre, and with a code that it sends. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../sync/central/notifications/sender.ts';
import type { TillPage } from './kit/till-page.ts';
import { eventually, useDemoTill } from './kit/use-demo-till.ts';
import { blankCard, openCards } from './pictures/cards.ts';

const told: Message[] = [];
const sender = { description: 'a list', send: async (message: Message) => { told.push(message); return await Promise.resolve({ outcome: 'sent' as const }); } };
const shop = useDemoTill({ notifications: { sender, intervalMs: 50 } });
const { shows, offline, signIn } = shop;

let till: TillPage;
beforeEach(async () => {
  till = await shop.open();
});

const choose = (words: string) => till.page.getByRole('radio', { name: words, exact: true }).check();

describe('a registration', () => {
  const phone = '8 701 444 55 66';
  const next = () => till.page.locator('.cards-register button[type=submit]').click();

  it('keeps what was typed over a restart of the agent and a look elsewhere, says what waits for the centre, and finds the customer afterwards', async () => {
    await signIn('samal', '5926');
    const blank = blankCard(9601);
    await offline(async () => {
      await openCards(till, 'register');
      await till.page.locator('.cards-register input').fill('12345');
      await next();
      await shows('Это не номер телефона. Проверьте цифры.');
      await till.page.locator('.cards-register input').fill(phone);
      await next();
      await till.page.getByLabel('Имя').fill('Айгүл');
      await till.scan(blank);
      await shows(`Карта •••• ${blank.slice(-4)} отсканирована`);
      await till.page.getByLabel('День рождения').fill('31.02.1990');
      await next();
      await shows('Без этого согласия зарегистрировать нельзя.');
      await shows('Такого дня нет.');
      await till.page.getByLabel('День рождения').fill('7.3.1990');
      await till.page.locator('.cards-consent input').first().check();
      await shop.chain.restartAgent();
      await till.page.locator('.mode-offline').waitFor({ timeout: 60_000 });
      await till.page.keyboard.press('F1');
      await openCards(till, 'register');
      expect(await till.page.getByLabel('Имя').inputValue()).toBe('Айгүл');
      await next();
      expect(await till.page.getByLabel('Номер карты').inputValue()).toBe(blank);
      await next();
      await shows('Без связи код не отправить.');
      await till.button('Позже').click();
      await shows('Ждёт отправки в центр: на кассе анкета лежит запечатанной');
      expect(await till.axe()).toEqual([]);
    });
    await shows('Центр всё получил');
    await openCards(till, 'find');
    await till.page.locator('.cards-find input').fill(phone);
    await till.page.keyboard.press('Enter');
    await vi.waitFor(async () => {
      await till.page.keyboard.press('Enter');
      expect(await till.page.locator('.cards-person:enabled').count()).toBe(1);
    }, eventually);
    await till.page.locator('.cards-person').click();
    await till.page.locator('.cards-page').getByText(blank).waitFor();
  });

  it('proves the telephone by the code that the centre sent, after a wrong one', async () => {
    const number = '+77014445577';
    await signIn('samal', '5926');
    await openCards(till, 'register');
    await till.page.locator('.cards-register input[type=tel]').fill('8 701 444 55 77');
    await next();
    await till.page.getByLabel('Имя').fill('Дана');
    await till.page.locator('.cards-consent input').first().check();
    await next();
    await choose('Пока без карты');
    await next();
    // The centre knows the person a moment after the till does. Asked for again while an answer is under way, another code would be sent.
    await shop.untilOnline();
    await till.button('Отправить код').click();
    await till.page.getByLabel('Код от покупателя').waitFor();
    const code = await vi.waitFor(() => {
      const [found] = told.filter(({ to }) => to === number).flatMap(({ text }) => /[0-9]{4,8}/.exec(text) ?? []);
      if (found === undefined) throw new Error('no code has come');
      return found;
    }, eventually);
    await till.page.getByLabel('Код от покупателя').fill(code.replaceAll(/[0-9]/g, (digit) => String((Number(digit) + 1) % 10)));
    await till.button('Подтвердить').click();
    await shows('Код не тот. Осталось попыток:');
    expect(await till.axe()).toEqual([]);
    await till.page.getByLabel('Код от покупателя').fill(code);
    await till.button('Подтвердить').click();
    await shows('Покупатель зарегистрирован');
    await shows(`Телефон ${number} подтверждён`);
  });
});
