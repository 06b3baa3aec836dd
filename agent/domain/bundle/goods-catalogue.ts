import { barcodeKey } from '../cards/barcode.ts';
import type { Problem } from '../promotions/problem.ts';
import { pointer } from '../validation/json-schema.ts';
import type { Bundle } from './bundle.ts';
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

/** Two goods cannot share a barcode. One good may have the same GTIN in several forms: that is how it is printed. */
export function indexBarcodes(goods: Bundle['goods']): { ok: true; index: BarcodeIndex } | { ok: false; problem: Problem } {
  const skus = new Map<string, string>();
  const lengths = new Set<number>();
  for (const sku in goods) {
    const { barcodes } = goods[sku] ?? nothing;
    for (let place = 0; place < barcodes.length; place += 1) {
      const barcode = barcodes[place] ?? '';
      const key = barcodeKey(barcode);
      const owner = skus.get(key);
      if (owner !== undefined && owner !== sku) {
        return { ok: false, problem: { path: `${pointer('/goods', sku)}/barcodes/${place}`, detail: `${barcode} is already a barcode of "${owner}"` } };
      }
      skus.set(key, sku);
      lengths.add(barcode.length);
    }
  }
  return { ok: true, index: { skus, lengths } };
}

const nothing: { barcodes: readonly string[] } = { barcodes: [] };
