import { barcodeKey } from '../cards/barcode.ts';
import type { Problem } from '../promotions/problem.ts';
import { pointer } from '../validation/json-schema.ts';
import type { Bundle } from './bundle.ts';
import { freezeWithin } from './freeze-within.ts';
import { factsOf, type GoodFacts } from './good-facts.ts';

/** The goods of a bundle by sku and by barcode. A till sells few of them, so that facts are made when a good is first asked for. */
export class GoodsCatalogue {
  readonly #goods: Bundle['goods'];
  readonly #facts = new Map<string, GoodFacts>();
  readonly #barcodes: BarcodeIndex;
  readonly #categoryNumbers: ReadonlyMap<string, number>;

  constructor(goods: Bundle['goods'], barcodes: BarcodeIndex, categoryNumbers: ReadonlyMap<string, number>) {
    this.#goods = goods;
    this.#barcodes = barcodes;
    this.#categoryNumbers = categoryNumbers;
  }

  get(sku: string): GoodFacts | undefined {
    return this.#facts.get(sku) ?? this.#make(sku);
  }

  /** `barcode` in any form in which it is printed. */
  getByBarcode(barcode: string): GoodFacts | undefined {
    const sku = this.#barcodes.skus.get(barcodeKey(barcode));
    return sku === undefined ? undefined : this.get(sku);
  }

  /** Has any good a barcode of so many digits? */
  hasBarcodesOf(length: number): boolean {
    return this.#barcodes.lengths.has(length);
  }

  /** What nobody knows is not kept, or its number would have no bound. */
  #make(sku: string): GoodFacts | undefined {
    const good = Object.hasOwn(this.#goods, sku) ? this.#goods[sku] : undefined;
    if (good === undefined) return undefined;
    const facts = factsOf(sku, good, this.#categoryNumbers);
    this.#facts.set(sku, facts);
    return facts;
  }
}

export interface BarcodeIndex {
  /** By `barcodeKey` */
  readonly skus: ReadonlyMap<string, string>;
  /** How many digits barcodes have */
  readonly lengths: ReadonlySet<number>;
}

/** More than the form of a good has. */
const goodLevels = 10;

/**
 * Freezes all goods and finds their barcodes, or the first good in a category that is not there or with a barcode of another good. Two goods cannot share one; one good may have the same GTIN in several forms: that is how it is printed.
 * All of it in one walk, because to come to each of twenty thousand goods takes longer than what is done there.
 */
export function freezeAndIndexGoods({ goods, categories }: Pick<Bundle, 'goods' | 'categories'>): { ok: true; barcodes: BarcodeIndex } | { ok: false; problem: Problem } {
  const categoryIds = new Set(categories.map(({ id }) => id));
  const skus = new Map<string, string>();
  const lengths = new Set<number>();
  for (const sku in goods) {
    const good = goods[sku];
    if (good === undefined) continue;
    freezeWithin(good, goodLevels);
    const { categoryId, barcodes } = good;
    if (!categoryIds.has(categoryId)) return refuse(sku, '/categoryId', `names category "${categoryId}", which is not there`);
    for (let place = 0; place < barcodes.length; place += 1) {
      const barcode = barcodes[place] ?? '';
      const key = barcodeKey(barcode);
      const owner = skus.get(key);
      if (owner !== undefined && owner !== sku) return refuse(sku, `/barcodes/${place}`, `${barcode} is already a barcode of "${owner}"`);
      skus.set(key, sku);
      lengths.add(barcode.length);
    }
  }
  Object.freeze(goods);
  return { ok: true, barcodes: { skus, lengths } };
}

function refuse(sku: string, path: string, detail: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { path: pointer('/goods', sku) + path, detail } };
}
