import type { Good } from '../bundle/bundle.ts';
import type { GoodsSelector } from './promotion.ts';
import { unreachable } from '../unreachable.ts';

/** Finds what may concern a good without asking everything: by sku, category, brand, attribute or being a service. */
export class GoodsIndex<T> {
  readonly #byKey = new Map<string, T[]>();
  readonly #everywhere: T[] = [];

  /** Files the entry under the keys of which every good that the selector hits has at least one. */
  add(entry: T, selector: GoodsSelector): void {
    const keys = keysOf(selector);
    if (keys === undefined) {
      this.#everywhere.push(entry);
      return;
    }
    for (const key of keys.length === 1 ? keys : new Set(keys)) {
      const filed = this.#byKey.get(key);
      if (filed === undefined) this.#byKey.set(key, [entry]);
      else filed.push(entry);
    }
  }

  /** Entries that any good at all may concern. */
  get everywhere(): readonly T[] {
    return this.#everywhere;
  }

  /** Every entry whose selector may hit the good, once, those of `everywhere` left out. `categoryPath` are the good's category and all above it. */
  candidates(sku: string, good: Good | undefined, categoryPath: readonly string[]): Set<T> {
    const found = new Set<T>();
    this.#collect(`s${sku}`, found);
    if (good === undefined) return found;
    for (const category of categoryPath) this.#collect(`c${category}`, found);
    if (good.brand !== undefined) this.#collect(`b${good.brand}`, found);
    for (const [name, value] of Object.entries(good.attributes ?? {})) this.#collect(attributeKey(name, value), found);
    if (good.service !== undefined) this.#collect('d', found);
    return found;
  }

  #collect(key: string, into: Set<T>): void {
    const filed = this.#byKey.get(key);
    if (filed !== undefined) for (const entry of filed) into.add(entry);
  }
}

/** Keys of which each good that the selector hits has at least one; undefined where no such keys exist. */
function keysOf(selector: GoodsSelector): string[] | undefined {
  switch (selector.kind) {
    case 'sku':
      return selector.skus.map((sku) => `s${sku}`);
    case 'category':
      return selector.categoryIds.map((id) => `c${id}`);
    case 'brand':
      return selector.brands.map((brand) => `b${brand}`);
    case 'attribute':
      return selector.values.map((value) => attributeKey(selector.name, value));
    case 'delivery':
      return ['d'];
    case 'any': {
      const parts = selector.of.map(keysOf);
      return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    case 'every': {
      const [fewest] = selector.of.map(keysOf).filter((part) => part !== undefined).toSorted((a, b) => a.length - b.length);
      return fewest;
    }
    case 'except':
      return keysOf(selector.from);
    case 'all':
    case 'price':
    case 'favourite':
    case 'not-discounted':
      return undefined;
    default:
      return unreachable(selector);
  }
}

/** Neither part can hold the separator: a name is an Id. */
function attributeKey(name: string, value: string): string {
  return `a${name} ${value}`;
}
