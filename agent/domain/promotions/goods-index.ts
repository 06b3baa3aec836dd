import type { Good } from '../bundle/bundle.ts';
import type { GoodsSelector } from './promotion.ts';
import { unreachable } from '../unreachable.ts';

/** Anything but a list. */
type Entry = object & { readonly length?: never };

/** Finds what may concern a good without asking everything: by sku, category, brand, attribute or being a service. */
export class GoodsIndex<T extends Entry> {
  readonly #bySku = new Map<string, T | T[]>();
  readonly #byCategory = new Map<string, T | T[]>();
  readonly #byBrand = new Map<string, T | T[]>();
  readonly #byAttribute = new Map<string, T | T[]>();
  readonly #ofServices: T[] = [];
  readonly #everywhere: T[] = [];

  /** Files the entry so that it is found for every good that the selector may hit. Entries are added one after another: all of one before those of the next. */
  add(entry: T, selector: GoodsSelector): void {
    if (breadthOf(selector) === Infinity) this.#everywhere.push(entry);
    else this.#file(entry, selector);
  }

  /** Entries that any good at all may concern. */
  get everywhere(): readonly T[] {
    return this.#everywhere;
  }

  /** Every entry whose selector may hit the good, once, those of `everywhere` left out. `categoryPath` are the good's category and all above it. */
  candidates(sku: string, good: Good | undefined, categoryPath: readonly string[]): Set<T> {
    const found = new Set<T>();
    addAll(found, this.#bySku.get(sku));
    if (good === undefined) return found;
    for (const category of categoryPath) addAll(found, this.#byCategory.get(category));
    if (good.brand !== undefined) addAll(found, this.#byBrand.get(good.brand));
    for (const [name, value] of Object.entries(good.attributes ?? {})) addAll(found, this.#byAttribute.get(attributeKey(name, value)));
    if (good.service !== undefined) addAll(found, this.#ofServices);
    return found;
  }

  #file(entry: T, selector: GoodsSelector): void {
    switch (selector.kind) {
      case 'sku':
        fileAll(entry, selector.skus, this.#bySku);
        return;
      case 'category':
        fileAll(entry, selector.categoryIds, this.#byCategory);
        return;
      case 'brand':
        fileAll(entry, selector.brands, this.#byBrand);
        return;
      case 'attribute':
        for (const value of selector.values) file(entry, attributeKey(selector.name, value), this.#byAttribute);
        return;
      case 'delivery':
        if (this.#ofServices.at(-1) !== entry) this.#ofServices.push(entry);
        return;
      case 'any':
        for (const part of selector.of) this.#file(entry, part);
        return;
      case 'every': {
        const [narrowest] = selector.of.toSorted((a, b) => breadthOf(a) - breadthOf(b));
        if (narrowest !== undefined) this.#file(entry, narrowest);
        return;
      }
      case 'except':
        this.#file(entry, selector.from);
        return;
      case 'all':
      case 'price':
      case 'favourite':
      case 'not-discounted':
        throw new RangeError(`${selector.kind} selects goods that no key finds`);
      default:
        unreachable(selector);
    }
  }
}

/** Under how many keys the goods of the selector are found; Infinity where no key finds them all. */
function breadthOf(selector: GoodsSelector): number {
  switch (selector.kind) {
    case 'sku':
      return selector.skus.length;
    case 'category':
      return selector.categoryIds.length;
    case 'brand':
      return selector.brands.length;
    case 'attribute':
      return selector.values.length;
    case 'delivery':
      return 1;
    case 'any':
      return selector.of.reduce((sum, part) => sum + breadthOf(part), 0);
    case 'every':
      return selector.of.reduce((least, part) => Math.min(least, breadthOf(part)), Infinity);
    case 'except':
      return breadthOf(selector.from);
    case 'all':
    case 'price':
    case 'favourite':
    case 'not-discounted':
      return Infinity;
    default:
      return unreachable(selector);
  }
}

function fileAll<T extends Entry>(entry: T, keys: readonly string[], entries: Map<string, T | T[]>): void {
  for (let place = 0; place < keys.length; place += 1) file(entry, keys[place] ?? '', entries);
}

/** Most goods have one promotion or none: a list is made for the second. */
function file<T extends Entry>(entry: T, key: string, entries: Map<string, T | T[]>): void {
  const filed = entries.get(key);
  if (filed === undefined) entries.set(key, entry);
  else if (!Array.isArray(filed)) {
    if (filed !== entry) entries.set(key, [filed, entry]);
  } else if (filed.at(-1) !== entry) filed.push(entry);
}

function addAll<T extends Entry>(found: Set<T>, entries: T | readonly T[] | undefined): void {
  if (entries === undefined) return;
  if (Array.isArray(entries)) for (const entry of entries as readonly T[]) found.add(entry);
  else found.add(entries as T);
}

/** Neither part can hold the separator: a name is an Id. */
function attributeKey(name: string, value: string): string {
  return `${name} ${value}`;
}
