import type { FlatGood, FlatResult, FlatRule, FlatSale } from './flat.ts';
import { append } from './floor.ts';
import { type FloorRule, floorRule } from './floor-rule.ts';
import { Tail } from './tail.ts';

const none: readonly FloorRule[] = [];

/** The till behind a rule engine: it is told which rules match the basket, finds their lines and does the rest as the floor does. */
export class MatchedTill {
  readonly #goods: ReadonlyMap<string, FlatGood>;
  readonly #rules: readonly { what: FlatRule['goods']; rule: FloorRule }[];
  readonly #tail: Tail;

  constructor(goods: ReadonlyMap<string, FlatGood>, rules: readonly FlatRule[]) {
    this.#goods = goods;
    this.#rules = rules.map((rule) => ({ what: rule.goods, rule: floorRule(rule) }));
    this.#tail = new Tail(rules.length);
  }

  /** `ordinals`: of the rules that match, rising. */
  price(sale: FlatSale, ordinals: readonly number[]): FlatResult {
    const bySku = new Map<string, FloorRule[]>();
    const byCategory = new Map<string, FloorRule[]>();
    const byBrand = new Map<string, FloorRule[]>();
    const basket: FloorRule[] = [];
    for (const ordinal of ordinals) {
      const { what, rule } = this.#rules[ordinal]!;
      if (what.kind === 'skus') for (const sku of what.skus) append(bySku, sku, rule);
      else if (what.kind === 'category') append(byCategory, what.categoryId, rule);
      else if (what.kind === 'brand') append(byBrand, what.brand, rule);
      else basket.push(rule);
    }
    this.#tail.begin();
    for (const line of sale.lines) {
      const good = this.#goods.get(line.sku);
      const hits = [...(bySku.get(line.sku) ?? none), ...(good === undefined ? none : (byCategory.get(good.categoryId) ?? none)), ...(good === undefined ? none : (byBrand.get(good.brand) ?? none))];
      if (hits.length > 1) hits.sort((a, b) => a.ordinal - b.ordinal);
      this.#tail.addLine(line, hits);
    }
    return this.#tail.finish(basket, sale);
  }
}

/** What rules may ask about a basket, gathered once. */
export interface Facts {
  skus: Set<string>;
  categories: Set<string>;
  brands: Set<string>;
  grossMinor: number;
}

export function factsOf(goods: ReadonlyMap<string, FlatGood>, sale: FlatSale): Facts {
  const facts: Facts = { skus: new Set(), categories: new Set(), brands: new Set(), grossMinor: 0 };
  for (const { sku, quantityMilli, unitPriceMinor } of sale.lines) {
    facts.grossMinor += Math.floor((quantityMilli * unitPriceMinor + 500) / 1_000);
    facts.skus.add(sku);
    const good = goods.get(sku);
    if (good === undefined) continue;
    facts.categories.add(good.categoryId);
    facts.brands.add(good.brand);
  }
  return facts;
}

export function hasAny(set: ReadonlySet<string>, values: readonly string[]): boolean {
  for (const value of values) if (set.has(value)) return true;
  return false;
}
