import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCsvShop } from '../../agent/cli/replay/csv-shop.ts';
import type { ReplayInput } from '../../agent/cli/replay/input-receipt.ts';
import { seededRandom } from '../../agent/cli/replay/random.ts';
import type { ReplayShop } from '../../agent/cli/replay/replay-shop.ts';
import { replayGoldenReceipts } from '../../agent/domain/bundle/golden.ts';
import { loadBundle } from '../../agent/domain/bundle/load.ts';
import { price } from '../../agent/domain/pricing/price.ts';

const line = (sku: string, pieces: number, unitPriceMinor: number) => ({ sku, quantityMilli: pieces * 1000, unitPriceMinor });
const input: ReplayInput = {
  receipts: [
    { number: '1', kind: 'sale', customer: '17850', lines: [line('22001', 24, 125), line('84879', 6, 5_000), line('22002', 120, 42)] },
    { number: '2', kind: 'sale', lines: [line('22001', 3, 125)] },
    { number: '3', kind: 'sale', customer: 'Ann B.', lines: [line('84879', 1, 5_100)] },
  ],
  skippedLines: { notGoods: 0, quantityNotPositive: 0, priceNotPositive: 0, priceTooFine: 0 },
  skippedReceipts: 0,
  names: new Map([['22001', 'TEA TOWEL']]),
};

let folder = '';
let shop: ReplayShop;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-csv-shop-'));
  shop = makeCsvShop(folder, input, 1);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function compiled() {
  const text = readFileSync(join(folder, 'bundle.json'), 'utf8');
  const loaded = loadBundle(text, createHash('sha256').update(text).digest('hex'));
  if (!loaded.ok) throw new Error(`${loaded.invalid.path} ${loaded.invalid.detail}`);
  return loaded.compiled;
}

describe('the shop made for real receipts', () => {
  test('has a bundle that a till takes, with golden receipts that hold', () => {
    expect(compiled().bundle.promotions.length).toBeGreaterThanOrEqual(8);
    expect(compiled().bundle.goldenReceipts).toHaveLength(3);
    expect(replayGoldenReceipts(compiled())).toEqual([]);
  });

  test('has promotions that hit', () => {
    const { lines } = input.receipts[0]!;
    const priced = price(compiled(), {
      basket: { lines: lines.map((one, place) => ({ lineId: String(place), ...one })) },
      storeId: 'store-1',
      time: { instantMs: 0, localDate: '2026-11-22', minuteOfDay: 600, weekday: 7, offsetMin: 0 },
      identifiedBy: 'scan',
      customer: { accountId: 'a', tier: 'standard', availablePoints: 0, holds: [], card: { number: '2900880100010', state: 'active' } },
    });
    expect(priced.discountMinor).toBeGreaterThan(0);
    expect(priced.pointsEarned).toBeGreaterThan(0);
    expect(new Set(priced.promotions.map(({ promotionId }) => promotionId.split('-')[0])).size).toBeGreaterThanOrEqual(4);
  });

  test('gives more customers than one store has serials different cards', () => {
    const receipts = Array.from({ length: 10_050 }, (_, place) => ({ number: String(place), kind: 'sale' as const, customer: String(place), lines: [line('22001', 1, 125)] }));
    const { accounts } = makeCsvShop(join(folder, 'many'), { ...input, receipts }, 1);
    expect(new Set(accounts.flatMap(({ cards }) => cards.map(({ number }) => number))).size).toBe(10_050);
  });

  test('gives every customer one account and a card by which it is found', () => {
    const { accounts } = JSON.parse(readFileSync(join(folder, 'customers.json'), 'utf8')) as { accounts: { accountId: string; cards: { number: string }[] }[] };
    expect(accounts.map(({ accountId }) => accountId)).toEqual(['cust-17850', 'cust-no-2']);
    const random = seededRandom(1);
    const codes = new Set(Array.from({ length: 50 }, () => shop.showCard('17850', random)?.code));
    const number = accounts[0]!.cards[0]!.number;
    expect(codes).toEqual(new Set([number, number.slice(6, 12)]));
    expect(shop.showCard('nobody', random)).toBeUndefined();
  });
});
