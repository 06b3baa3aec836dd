import type { BasketLine } from '../../../agent/domain/basket/basket.ts';
import type { Bundle, Good } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import type { Promotion, PromotionGroup, Reward } from '../../../agent/domain/promotions/promotion.ts';
import type { BusinessTime } from '../../../agent/domain/time/business-time.ts';

/** The shop of the examples in docs/spec/pricing.md. */
export const exampleGoods: Record<string, Good> = {
  milk: { name: { ru: 'Молоко' }, categoryId: 'dairy', brand: 'Lug', attributes: { season: 'winter' }, unit: 'piece', priceMinor: 500, barcodes: ['4870000000012'] },
  cheese: { name: { ru: 'Сыр' }, categoryId: 'dairy', brand: 'Alatau', unit: 'kg', priceMinor: 4000, barcodes: ['00017'] },
  bread: { name: { ru: 'Хлеб' }, categoryId: 'bakery', unit: 'piece', priceMinor: 200, barcodes: ['4870000000029', '48700009'] },
  vodka: { name: { ru: 'Водка' }, categoryId: 'alcohol', unit: 'piece', priceMinor: 2000, minPriceMinor: 1500, barcodes: [] },
  tobacco: { name: { ru: 'Сигареты' }, categoryId: 'tobacco', unit: 'piece', priceMinor: 900, noDiscount: true, noAccrual: true, noRedemption: true, barcodes: [] },
  gift: { name: { ru: 'Подарочная карта' }, categoryId: 'other', unit: 'piece', priceMinor: 1000, noRedemption: true, barcodes: [] },
};

export function exampleBundle(changes: Partial<Bundle> = {}): Bundle {
  return {
    format: 1,
    semantics: 1,
    serial: 7,
    programmeId: 'example',
    name: { ru: 'Пример' },
    currency: { code: 'KZT', exponent: 2 },
    points: { scale: 0, valueMinor: 100 },
    timeZone: 'Asia/Almaty',
    stores: [{ id: 'centre', name: { ru: 'Центр' }, region: 'almaty' }, { id: 'north', name: { ru: 'Север' }, region: 'almaty' }],
    cardSchemes: [{ id: 'plastic', name: { ru: 'Карта' }, prefix: '290077', storeDigits: 2, serialDigits: 4, check: 'ean13' }],
    weightCodes: [{ prefix: '21', itemDigits: 5, weightDigits: 5 }],
    categories: [
      { id: 'food', name: { ru: 'Еда' } },
      { id: 'dairy', parentId: 'food', name: { ru: 'Молочное' } },
      { id: 'bakery', parentId: 'food', name: { ru: 'Хлеб' } },
      { id: 'alcohol', name: { ru: 'Алкоголь' } },
      { id: 'tobacco', name: { ru: 'Табак' } },
      { id: 'other', name: { ru: 'Прочее' } },
    ],
    tiers: [{ id: 'base', name: { ru: 'Базовый' } }, { id: 'gold', name: { ru: 'Золотой' } }],
    goods: exampleGoods,
    groups: [{ id: 'g', mode: 'stack' }],
    promotions: [],
    redemption: { maxShareBasisPoints: 5000, stepPoints: 1, minStrengthToRedeem: 'scan', offline: 'never', holdSeconds: 600 },
    returns: { pointsPolicy: 'allow_negative' },
    caps: { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: 10_000 },
    goldenReceipts: [],
    ...changes,
  };
}

export const exampleHash = 'ab'.repeat(32);

/** Goes through `loadBundle`, as every bundle does; throws where it is refused. */
export function compiledExample(changes: Partial<Bundle> = {}): CompiledBundle {
  const loaded = loadBundle(JSON.stringify(exampleBundle(changes)), exampleHash);
  if (!loaded.ok) throw new Error(`the example bundle is refused: ${loaded.invalid.path} ${loaded.invalid.detail}`);
  return loaded.compiled;
}

/** A promotion on all goods, without a condition, in group `g`. */
export function promotionOf(id: string, reward: Reward, changes: Partial<Promotion> = {}): Promotion {
  return { id, name: { ru: id }, groupId: 'g', priority: 0, when: { kind: 'all', of: [] }, goods: { kind: 'all' }, reward, ...changes };
}

/** Promotions A, B, C … of these rewards, by priority in this order, in one group of this mode. */
export function oneGroup(mode: PromotionGroup['mode'], rewards: readonly Reward[]): Pick<Bundle, 'groups' | 'promotions'> {
  return {
    groups: [{ id: 'g', mode }],
    promotions: rewards.map((reward, index) => promotionOf(String.fromCodePoint(65 + index), reward, { priority: index })),
  };
}

export function customerWith(changes: Partial<CustomerState> = {}): CustomerState {
  return { accountId: 'account-1', tier: 'base', availablePoints: 0, holds: [], card: { number: '2900770100017', state: 'active' }, ...changes };
}

/** 2026-11-22 is a Sunday. */
export function timeAt(localDate = '2026-11-22', minuteOfDay = 720, weekday = 7): BusinessTime {
  return { instantMs: 1_795_330_800_000, localDate, minuteOfDay, weekday, offsetMin: 300 };
}

/** Lines from `milk 2 × 500; cheese 0.333 × 4000`: sku, quantity, price of a unit in minor units. Their ids are 1, 2, … */
export function linesOf(text: string): BasketLine[] {
  return text.split(';').filter((part) => part.trim() !== '').map((part, index) => {
    const match = /^\s*(\S+) ([0-9.]+) × ([0-9]+)\s*$/.exec(part);
    if (match === null) throw new Error(`not a line: "${part}"`);
    const [, sku = '', quantity = '', unitPrice = ''] = match;
    return { lineId: String(index + 1), sku, quantityMilli: milliOf(quantity), unitPriceMinor: Number(unitPrice) };
  });
}

/** 1235 from `1.235` */
export function milliOf(text: string): number {
  const [whole = '0', fraction = ''] = text.trim().split('.');
  return Number(whole) * 1000 + Number(fraction.padEnd(3, '0'));
}
