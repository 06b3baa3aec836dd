import type { Bundle, Good } from '../../domain/bundle/bundle.ts';
import type { Localized } from '../../domain/scalars.ts';
import type { ReplayInput } from './input-receipt.ts';

/** Upper ends of the price bands, in minor units; what is dearer is `high`. */
const bands = [
  { id: 'low', belowMinor: 100 },
  { id: 'mid', belowMinor: 400 },
  { id: 'high', belowMinor: Infinity },
] as const;
export type Band = (typeof bands)[number]['id'];

/** Goods made from real lines: what they usually cost, and where they stand in a tree of stock-code families and price bands. */
export interface CsvGoods {
  goods: Record<string, Good>;
  categories: Bundle['categories'];
  /** Skus, the most often bought first */
  popular: readonly string[];
  /** Categories of one price band in all families */
  bandCategories(band: Band): string[];
}

/** Every so many of the goods carry a rule that a supermarket has for some: counted in the order of their skus. */
const rules = { noDiscount: 60, noAccrual: 50, noRedemption: 40, minPrice: 25 } as const;

export function csvGoods(input: ReplayInput): CsvGoods {
  const seen = new Map<string, { times: number; prices: number[] }>();
  for (const { sku, unitPriceMinor } of input.receipts.flatMap((receipt) => receipt.lines)) {
    const known = seen.get(sku) ?? { times: 0, prices: [] };
    known.times += 1;
    known.prices.push(unitPriceMinor);
    seen.set(sku, known);
  }
  const families = new Set<string>();
  const goods: Record<string, Good> = {};
  for (const [place, sku] of [...seen.keys()].sort().entries()) {
    const priceMinor = median(seen.get(sku)?.prices ?? []);
    const family = familyOf(sku);
    families.add(family);
    goods[sku] = {
      name: named(input.names.get(sku) ?? sku),
      categoryId: `${family}-${bandOf(priceMinor)}`,
      unit: 'piece',
      priceMinor,
      barcodes: [],
      ...(isTurn(place, rules.noDiscount) ? { noDiscount: true } : {}),
      ...(isTurn(place, rules.noAccrual) ? { noAccrual: true } : {}),
      ...(isTurn(place, rules.noRedemption) ? { noRedemption: true } : {}),
      ...(isTurn(place, rules.minPrice) ? { minPriceMinor: Math.floor((priceMinor * 9) / 10) } : {}),
    };
  }
  const familyIds = [...families].sort();
  const categories = familyIds.flatMap((family) => [
    { id: family, name: named(`Family ${family}`) },
    ...bands.map(({ id }) => ({ id: `${family}-${id}`, parentId: family, name: named(`Family ${family}, ${id} price`) })),
  ]);
  const popular = [...seen].sort(([a, x], [b, y]) => y.times - x.times || (a < b ? -1 : 1)).map(([sku]) => sku);
  return { goods, categories, popular, bandCategories: (band) => familyIds.map((family) => `${family}-${band}`) };
}

/** Stock codes of one kind of goods begin alike. */
export function familyOf(sku: string): string {
  return `f${sku.slice(0, 2)}`;
}

/** The language of the file is English; Russian is the fallback that every text must have. */
export function named(text: string): Localized {
  return { ru: text, en: text };
}

function bandOf(priceMinor: number): Band {
  return bands.find(({ belowMinor }) => priceMinor < belowMinor)?.id ?? 'high';
}

function median(prices: readonly number[]): number {
  return prices.toSorted((a, b) => a - b)[Math.floor(prices.length / 2)] ?? 0;
}

function isTurn(place: number, every: number): boolean {
  return place % every === every - 1;
}
