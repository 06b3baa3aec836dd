/** Who is at the till, against the real chain in a real browser. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { typeKeys } from './kit/keyboards.ts';
import { badgeOf, signInAs } from './kit/sign-in-as.ts';
import type { TillPage } from './kit/till-page.ts';
import { eventually as patience, useDemoTill } from './kit/use-demo-till.ts';

const goldCard = '2900770400445';
const bread = '4870073000216';
const shop = useDemoTill();
let till: TillPage;

beforeEach(async () => {
  till = await shop.open();
});
afterEach(async () => {
  await till.page.keyboard.press('Escape');
  await till.page.keyboard.press('F9');
});

const who = () => till.page.locator('.who');
const pin = () => till.page.getByLabel('PIN');
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, patience);

describe('signing in', () => {
  it('works by name with the keyboard alone, lasts over a reload and a restart of the agent, and ends by signing out', async () => {
    await till.page.keyboard.press('Control+L');
    await till.page.locator('.sign-in').waitFor();
    await till.page.keyboard.type('asel', { delay: 90 });
    await till.page.keyboard.press('Enter');
    await till.page.keyboard.type('3174', { delay: 90 });
    await till.page.keyboard.press('Enter');
    await who().getByText('Асель Омарова').waitFor();
    await till.page.reload();
    await who().getByText('Асель Омарова').waitFor();
    await shop.chain.restartAgent();
    await till.mode.getByText('На связи').waitFor({ timeout: 60_000 });
    await who().getByText('Асель Омарова').waitFor();
    await who().click();
    await till.page.locator('.sign-in-now').getByRole('button', { name: 'Выйти' }).click();
    await who().getByText('Войти').waitFor();
    expect(till.faults).toEqual([]);
  });

  it('works by a badge and fingers, without a key of the keyboard', async () => {
    await who().click();
    await till.page.locator('.sign-in').waitFor();
    await badgeOf(till, 'KT-1003');
    for (const digit of '8402') await till.page.locator('.key', { hasText: digit }).click();
    await till.page.locator('.sign-in').getByRole('button', { name: 'Войти' }).click();
    await who().getByText('Марат Сейтов').waitFor();
    // Who was here before is one tap, and a name can be written without a keyboard.
    await who().click();
    await till.page.locator('.reason', { hasText: 'Марат Сейтов' }).click();
    expect(await till.page.getByLabel('Имя для входа').inputValue()).toBe('marat');
    await till.page.keyboard.press('Escape');
    await who().click();
    for (const letter of 'asel') await till.page.locator('.letter-pad').getByRole('button', { name: letter, exact: true }).click();
    expect(await till.page.getByLabel('Имя для входа').inputValue()).toBe('asel');
    await till.page.keyboard.press('Escape');
    // Another takes over: one press, and the same again.
    await who().click();
    await badgeOf(till, 'KT-1001');
    for (const digit of '3174') await till.page.locator('.key', { hasText: digit }).click();
    await till.page.locator('.sign-in').getByRole('button', { name: 'Войти' }).click();
    await who().getByText('Асель Омарова').waitFor();
  });

  it('shows no sum to who may not see the sale, and the sale itself to who comes next', async () => {
    await till.scan(bread);
    await till.lines.first().waitFor();
    await shop.signIn('timur', '6153');
    await till.page.getByText('Вам не видно, что продаётся').waitFor();
    expect(await till.payable.textContent()).toBe('—');
    expect(await till.axe()).toEqual([]);
    await till.page.locator('.empty').getByRole('button', { name: 'Войти' }).click();
    await till.page.locator('.sign-in').waitFor();
    await till.page.getByLabel('Имя для входа').fill('asel');
    await pin().fill('3174');
    await pin().press('Enter');
    await till.lines.first().waitFor();
  });

  it('keeps a half-typed PIN as it is, whatever a scanner or a card reader types in the middle of it', async () => {
    const { page } = till;
    const mark = '010487007300021621aB3!"%&\'()*+\u001d91EE06\u001d92Zz';
    const said: string[] = [];
    page.on('request', (request) => said.push(`${request.url()} ${request.postData() ?? ''}`));
    await who().click();
    await till.page.getByLabel('Имя для входа').fill('asel');
    await pin().evaluate((field) => {
      const shown: string[] = [];
      Object.assign(globalThis, { shown });
      field.addEventListener('input', () => shown.push((field as HTMLInputElement).value));
    });
    await pin().focus();
    await typeKeys(page, '31', { gapMs: 150, terminator: 'none' });
    await eventually(async () => expect(await pin().inputValue()).toBe('31'));
    for (const [layout, gapMs] of [['us', 5], ['russian', 30], ['kazakh', 5]] as const) {
      await typeKeys(page, mark, { layout, gapMs, gs: ['F8', 'Ctrl+]', 'character'] });
      await typeKeys(page, ';4111111111111111=25121010000012300000?', { layout, gapMs });
    }
    // Fingers go on where the keyboard was.
    await page.locator('.key', { hasText: '7' }).click();
    await typeKeys(page, bread, { terminator: 'Tab' });
    await typeKeys(page, '4', { gapMs: 150, terminator: 'none' });
    await eventually(async () => expect(await pin().inputValue()).toBe('3174'));
    expect(await page.evaluate(() => (globalThis as unknown as { shown: string[] }).shown)).toEqual(['3', '31', '3174']);
    await page.keyboard.press('Enter');
    await who().getByText('Асель Омарова').waitFor();
    await eventually(() => expect(said.filter((text) => text.includes('/v1/scans'))).toHaveLength(7));
    // What the agent made of the mark and of the bread is the sale's.
    const elsewhere = said.filter((text) => !/\/v1\/(?:scans|sales)/.test(text));
    for (const digits of ['4870073000216', '0073000216', '4111111']) expect(elsewhere.filter((text) => text.includes(digits))).toEqual([]);
    expect(elsewhere.filter((text) => text.includes('"pin":"3174"'))).toHaveLength(1);
  });

  it('says what is wrong, and after too many tries how long to wait; sales go on', async () => {
    await who().click();
    await till.page.getByLabel('Имя для входа').fill('samal');
    for (let tries = 0; tries < 6; tries += 1) {
      await pin().fill('0000');
      await pin().press('Enter');
      await till.page.locator('.field-wrong').waitFor();
      await till.page.waitForFunction(() => document.querySelector<HTMLInputElement>('.sign-in [type=password]')?.value === '');
    }
    await till.page.getByText(/Слишком много неверных PIN. Подождите 0:[0-9]{2}/).waitFor();
    await till.scan(bread);
    await till.lines.first().waitFor();
    expect(till.faults).toEqual([]);
  });
});

describe('a scan into the middle of a PIN', () => {
  it('identifies the customer and leaves the PIN as it was', async () => {
    await who().click();
    await till.page.getByLabel('Имя для входа').fill('asel');
    await pin().focus();
    await till.page.keyboard.type('31', { delay: 90 });
    await till.scan(goldCard);
    await till.page.locator('.customer-balance').waitFor();
    expect(await pin().inputValue()).toBe('31');
    await till.page.keyboard.type('74', { delay: 90 });
    await till.page.keyboard.press('Enter');
    await who().getByText('Асель Омарова').waitFor();
  });
});

describe('a session that idled out', () => {
  it('locks the page, keeps the sale, takes scans, and goes on with the PIN', async () => {
    await signInAs(till, 'asel', '3174');
    await till.scan(bread);
    await till.lines.first().waitFor();
    // Ends it at the agent, as idling does.
    const token = await till.page.evaluate(() => sessionStorage.getItem('till.session'));
    await till.page.evaluate((session) => fetch('v1/session', { method: 'DELETE', headers: { 'x-operator-session': session ?? '' } }), token);
    await till.scan(goldCard);
    await till.page.locator('.person-veil').waitFor();
    await till.page.locator('.customer-balance').waitFor();
    expect(await till.lines.count()).toBe(1);
    // Keys for the sale are nobody's now.
    await till.page.keyboard.press('F12');
    await till.page.keyboard.press('Escape');
    expect(await till.page.locator('.person-veil').count()).toBe(1);
    expect(await till.axe()).toEqual([]);
    await pin().fill('3174');
    await pin().press('Enter');
    await who().getByText('Асель Омарова').waitFor();
    expect(await till.page.locator('.person-veil').count()).toBe(0);
    expect(await till.lines.count()).toBe(1);
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it('the sheets break no rule of accessibility', async () => {
    const other = await shop.open({ colorScheme });
    await other.page.locator('.who').click();
    await other.page.locator('.sign-in').waitFor();
    expect(await other.axe()).toEqual([]);
    await other.button('Экран и звук').click();
    await other.page.locator('.settings').waitFor();
    expect(await other.axe()).toEqual([]);
    await other.button(colorScheme === 'light' ? 'Тёмная' : 'Светлая').click();
    expect(await other.axe()).toEqual([]);
  });
});
