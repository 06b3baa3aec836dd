import { everybodyMayAll } from '../../kit/everybody.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { BusinessTime } from '../../../agent/domain/time/business-time.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';

export const anna: ShopAccount = {
  accountId: 'account-anna', tier: 'base', givenName: 'Анна', birthday: '03-14', favourite: { categoryId: 'food', until: '2026-12-31' },
  openingPoints: 1_000, cards: [{ number: '2900770100011', state: 'active' }, { number: '2900770100028', state: 'blocked' }],
};
export const boris: ShopAccount = { accountId: 'account-boris', tier: 'gold', openingPoints: 0, cards: [{ number: '2900770100035', state: 'active' }] };
export const issued: ShopAccount = { accountId: 'account-issued', tier: 'base', openingPoints: 500, cards: [{ number: '2900770100042', state: 'issued' }] };

/** The payload of a journal's first operation. */
export const opened = { tillId: 'till-1', storeId: 'store-1', agentVersion: '0.1.0' };

/** Accounts without a role of their own, so that there are pages to cut. */
export function manyAccounts(count: number): ShopAccount[] {
  return Array.from({ length: count }, (_, index) => ({
    accountId: `account-${String(index).padStart(5, '0')}`, tier: 'base', openingPoints: index, cards: [{ number: String(4_000_000_000_000 + index), state: 'active' }],
  }));
}

/** Gold cards take 10 % off; every card earns 5 % of what is paid in money; a point pays one tenge (100 tiyn). */
export function testBundle(changes: Partial<Bundle> = {}): Bundle {
  return {
    format: 1,
    semantics: 1,
    serial: 1,
    programmeId: 'test',
    name: { ru: 'Проба' },
    currency: { code: 'KZT', exponent: 2 },
    points: { scale: 0, valueMinor: 100 },
    timeZone: 'Asia/Almaty',
    stores: [{ id: 'store-1', name: { ru: 'Первый' }, region: 'almaty' }],
    cardSchemes: [{ id: 'plastic', name: { ru: 'Карта' }, prefix: '290077', storeDigits: 2, serialDigits: 4, check: 'ean13' }],
    weightCodes: [],
    ...everybodyMayAll,
    categories: [{ id: 'food', name: { ru: 'Еда' } }],
    tiers: [{ id: 'base', name: { ru: 'Базовый' } }, { id: 'gold', name: { ru: 'Золотой' } }],
    goods: {
      milk: { name: { ru: 'Молоко' }, categoryId: 'food', unit: 'piece', priceMinor: 50_000, barcodes: ['4870000000013'] },
      bread: { name: { ru: 'Хлеб' }, categoryId: 'food', unit: 'piece', priceMinor: 20_000, barcodes: ['4870000000020'] },
    },
    groups: [{ id: 'main', mode: 'stack' }],
    promotions: [
      {
        id: 'gold-10', name: { ru: 'Золотая скидка' }, groupId: 'main', priority: 0, when: { kind: 'tier', tiers: ['gold'] },
        goods: { kind: 'all' }, reward: { kind: 'goods-percent', basisPoints: 1_000 },
      },
      {
        id: 'points-5', name: { ru: 'Баллы' }, groupId: 'main', priority: 1, when: { kind: 'card' },
        goods: { kind: 'all' }, reward: { kind: 'points-percent', basisPoints: 500 },
      },
    ],
    redemption: { maxShareBasisPoints: 5_000, stepPoints: 1, minStrengthToRedeem: 'scan', offline: 'never', holdSeconds: 600 },
    returns: { pointsPolicy: 'allow_negative' },
    caps: { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: 10_000 },
    goldenReceipts: [],
    ...changes,
  };
}

/** 2026-11-22 is a Sunday. */
export const testTime: BusinessTime = { instantMs: 1_795_330_800_000, localDate: '2026-11-22', minuteOfDay: 720, weekday: 7, offsetMin: 300 };

/** Writes `bundle.json` and `customers.json`; answers the folder. */
export function writeShopFolder(folder: string, bundle: Bundle = testBundle(), accounts: readonly ShopAccount[] = [anna, boris, issued]): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bundle.json'), JSON.stringify(bundle));
  writeFileSync(join(folder, 'customers.json'), JSON.stringify({ accounts }));
  return folder;
}
