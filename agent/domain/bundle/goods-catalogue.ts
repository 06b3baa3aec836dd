import { barcodeKey } from '../cards/barcode.ts';
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
