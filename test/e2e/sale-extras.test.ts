/** What the sale opens beside itself (reasons, coupons, other programmes, the slip), with the real chain. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SaleList, SaleView } from '../../agent/contract/sale.ts';
import { demoCustomer, demoGoods } from './kit/demo-shop.ts';
import type { OpenOptions, TillPage } from './kit/till-page.ts';
import { eventually, useDemoTill } from './kit/use-demo-till.ts';

const gold = demoCustomer('gold', 500);
const [bread, otherBread] = demoGoods('bread');
const [chocolate] = demoGoods('chocolate');

const shop = useDemoTill();
let till: TillPage;

afterEach(async () => await shop.endSales());

async function open(codes: readonly string[], options: OpenOptions = {}): Promise<void> {
  till = await shop.open({ language: 'ru', ...options });
  for (const code of codes) await till.scan(code);
  await till.lines.nth(new Set(codes.filter((code) => code !== gold.card)).size - 1).waitFor();
}
const basket = async () => (await shop.chain.call<SaleList>('GET', '/v1/sales?state=priced')).sales[0]?.basket;
const seen = (check: () => Promise<void>) => vi.waitFor(check, eventually);

describe('why', () => {
  it.each(['light', 'dark'] as const)('is told of the selected line and of the receipt, by keyboard, in %s', async (colorScheme) => {
    await open([bread!.barcode, chocolate!.barcode, gold.card], { colorScheme });
    await shop.shows(gold.name);
    await till.page.keyboard.press('F6');
    await till.page.getByRole('dialog').waitFor();
    await till.page.locator('.why-name').getByText(chocolate!.name).waitFor();
    await till.page.locator('.why-part').first().waitFor();
    expect(await till.axe()).toEqual([]);
    await till.page.keyboard.press('ArrowUp');
    await till.page.locator('.why-name').getByText(bread!.name).waitFor();
    await till.page.getByRole('button', { name: 'Весь чек' }).click();
    await shop.shows('Купоны и баллы');
    expect(await till.page.locator('.why-body').innerText()).not.toContain('trace.');
    await till.page.keyboard.press('Escape');
    expect(await till.page.getByRole('dialog').count()).toBe(0);
    expect(till.faults).toEqual([]);
  });

  it('opens by a tap on a line, and the scan after it still works', async () => {
    await open([bread!.barcode]);
    await till.lines.first().locator('.line-name').click();
    await till.page.getByRole('dialog').waitFor();
    await till.scan(otherBread!.barcode);
    await till.page.locator('.why-name').getByText(otherBread!.name).waitFor();
    await till.page.keyboard.press('F12');
    await shop.shows('Продажа записана');
    expect(till.faults).toEqual([]);
  });
});

describe('coupons', () => {
  it('are typed, shown with what became of them, taken back and removed', async () => {
    await open([bread!.barcode, gold.card]);
    await shop.shows(gold.name);
    await till.page.keyboard.press('F7');
    await till.page.getByRole('textbox', { name: 'Код купона' }).waitFor();
    await till.page.keyboard.insertText('TATTI20');
    await till.page.keyboard.press('Enter');
    await shop.shows('Ничего не дал: условия не выполнены');
    expect(await basket()).toMatchObject({ coupons: ['TATTI20'] });
    expect(await till.axe()).toEqual([]);
    await till.button('Убрать купон TATTI20').click();
    await seen(async () => expect(await basket()).not.toHaveProperty('coupons'));
    await till.page.keyboard.press('Escape');
    await till.page.keyboard.press('Control+z');
    await seen(async () => expect(await basket()).toMatchObject({ coupons: ['TATTI20'] }));
  });

  it('say how it is paid, where that brings a bonus', async () => {
    await open([bread!.barcode]);
    await till.page.keyboard.press('F7');
    await till.button('оплата по QR').click();
    await seen(async () => expect(await basket()).toMatchObject({ payment: { method: 'qr' } }));
    await till.button('ещё не знаем').click();
    await seen(async () => expect(await basket()).not.toHaveProperty('payment'));
  });
});

describe('another programme', () => {
  it('takes the place of own points, and gives it back', async () => {
    await open([bread!.barcode, gold.card]);
    await shop.shows(gold.name);
    await till.button('СберСпасибо').click();
    await shop.shows('Выбрана другая программа');
    expect(await basket()).toMatchObject({ external: 'spasibo' });
    expect(await till.button('СберСпасибо').getAttribute('aria-pressed')).toBe('true');
    await till.button('СберСпасибо').click();
    await seen(async () => expect(await basket()).not.toHaveProperty('external'));
  });
});

describe('the finished sale', () => {
  it('shows its slip', async () => {
    await open([bread!.barcode, gold.card]);
    await shop.shows(gold.name);
    await till.page.keyboard.press('F12');
    await till.button('Показать слип').click();
    await till.page.locator('.slip pre').first().waitFor();
    expect(await till.page.locator('.slip').innerText()).toContain('Көктем');
    expect(await till.axe()).toEqual([]);
    const [done] = (await shop.chain.call<{ sales: SaleView[] }>('GET', '/v1/sales?state=committed&limit=1')).sales;
    expect(done?.customer).toMatchObject({ cardNumber: gold.card });
  });
});

describe('the foot of the sale', () => {
  it.each(['ru', 'kk', 'en'] as const)('fits a narrow till in %s, each target large enough for a finger', async (language) => {
    await open([bread!.barcode, gold.card], { language });
    const cut = await till.page.evaluate(() => {
      const right = document.documentElement.clientWidth;
      return [...document.querySelectorAll<HTMLElement>('.actions .press, .extras .press')]
        .filter((each) => {
          const box = each.getBoundingClientRect();
          return box.right > right || box.width < 47.5 || box.height < 47.5 || each.scrollWidth > each.clientWidth + 1;
        })
        .map((each) => each.innerText);
    });
    expect(cut).toEqual([]);
  });
});
