import { raceWords } from '../../../agent/contract/words/card-race-words.ts';
import type { TillPage } from '../kit/till-page.ts';
import type { Picture } from './picture.ts';

const gold = '2900770400445';
const basket = [
  '4870073000216', '4870073000216', // bread, two
  '4870023000075', // milk with a price for card holders
  '2200102003548', // cheese by weight
  '4870115000143', '4870115000143', // tea, two: a pair
  '4604562000216', // coffee, cheaper with a card
  '2200127012542', // apples by weight
  '4870128000284', // chocolate
];
const wine = '4870107001127';

export async function fill(till: TillPage, ...codes: string[]): Promise<void> {
  for (const code of codes) await till.scan(withCheckDigit(code));
  await till.page.waitForFunction((count) => document.querySelectorAll('.line').length >= count, new Set(codes.filter((code) => code !== gold)).size);
  if (codes.includes(gold)) await till.page.locator('.customer-balance').waitFor();
}

/** In-store barcodes above are written with any last digit. */
function withCheckDigit(code: string): string {
  if (!code.startsWith('22')) return code;
  const sum = Array.from(code.slice(0, 12)).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${code.slice(0, 12)}${(10 - (sum % 10)) % 10}`;
}

/** What the agent tells when a sale of this till has lost to another till's, kept by the page as its event would be. */
async function lose(till: TillPage, reason: 'qr-replayed' | 'order-repeated'): Promise<void> {
  const lost = { change: 'race-lost', ...(reason === 'qr-replayed' ? { cardNumber: gold } : {}), kind: 'sale-committed', seq: 8, opId: 'op-8', saleId: 'sale-8', receiptNumber: 'ALM1-2607-0042', reason, ...raceWords(reason) };
  await till.page.evaluate((text) => sessionStorage.setItem('till.lost-races', text), JSON.stringify([lost]));
  await till.page.reload();
  await till.page.locator('.lost-race').waitFor();
}

export const pictures: Picture[] = [
  { name: 'empty', work: async () => undefined },
  { name: 'sale', work: (till) => fill(till, ...basket, wine, gold) },
  { name: 'lost-code', work: async (till) => await lose(till, 'qr-replayed') },
  { name: 'lost-order', work: async (till) => await lose(till, 'order-repeated') },
  {
    name: 'points',
    async work(till) {
      await fill(till, ...basket, gold);
      await till.page.keyboard.press('F5');
      await till.page.locator('.choice').nth(1).click();
    },
  },
  {
    name: 'why',
    async work(till) {
      await fill(till, ...basket, gold);
      await till.page.keyboard.press('F6');
      await till.page.locator('.why-part').first().waitFor();
    },
  },
  {
    name: 'coupons',
    async work(till) {
      await fill(till, ...basket, gold);
      for (const code of ['ALMA-500', '995500000017']) await till.scan(code);
      await till.page.keyboard.press('F7');
      await till.page.locator('.coupon').nth(1).waitFor();
    },
  },
  {
    name: 'external',
    async work(till) {
      await fill(till, ...basket, gold);
      await till.page.locator('.extras-switch').first().click();
      await till.page.locator('.extras-switch[aria-pressed=true]').waitFor();
    },
  },
  {
    name: 'slip',
    async work(till) {
      await fill(till, ...basket, gold);
      await till.page.keyboard.press('F12');
      await till.page.locator('.done-actions .press-plain').click();
      await till.page.locator('.slip').waitFor();
    },
  },
  {
    name: 'done',
    async work(till) {
      await fill(till, ...basket, gold);
      await till.page.keyboard.press('F12');
      await till.page.locator('.done').waitFor();
    },
  },
  {
    name: 'offline',
    async work(till, chain) {
      await fill(till, ...basket, gold);
      await chain.stopCentral();
      await till.page.locator('.mode-offline').waitFor({ timeout: 60_000 });
    },
  },
];
