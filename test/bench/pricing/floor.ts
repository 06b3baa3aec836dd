/**
 * The floor: what a good programmer writes by hand for exactly these rules and nothing else. Rules by sku, category and brand, joined good by good beforehand;
 * time and tier are asked only of those that are found; amounts are plain numbers. No explanation, no checks, no other kinds of promotions.
 */
import type { FlatGood, FlatResult, FlatRule, FlatSale } from './flat.ts';
import { type FloorRule, floorRule } from './floor-rule.ts';
import { holds, Tail } from './tail.ts';

/** The rules that may hit a good; each list is in the order of application. */
interface RulesOfGood {
  bySku: readonly FloorRule[];
  byCategory: readonly FloorRule[];
  byBrand: readonly FloorRule[];
}

const none: readonly FloorRule[] = [];

export class FloorTill {
  readonly #rulesOf = new Map<string, RulesOfGood>();
  readonly #basket: FloorRule[] = [];
  readonly #hits: FloorRule[] = [];
  readonly #tail: Tail;

  constructor(goods: Iterable<FlatGood>, rules: readonly FlatRule[]) {
    this.#tail = new Tail(rules.length);
    const bySku = new Map<string, FloorRule[]>();
    const byCategory = new Map<string, FloorRule[]>();
    const byBrand = new Map<string, FloorRule[]>();
    for (const flat of rules) {
      const rule = floorRule(flat);
      const what = flat.goods;
      if (what.kind === 'skus') for (const sku of what.skus) append(bySku, sku, rule);
      else if (what.kind === 'category') append(byCategory, what.categoryId, rule);
      else if (what.kind === 'brand') append(byBrand, what.brand, rule);
      else this.#basket.push(rule);
    }
    for (const { sku, categoryId, brand } of goods) {
      this.#rulesOf.set(sku, { bySku: bySku.get(sku) ?? none, byCategory: byCategory.get(categoryId) ?? none, byBrand: byBrand.get(brand) ?? none });
    }
  }

  price(sale: FlatSale): FlatResult {
    this.#tail.begin();
    for (const line of sale.lines) {
      const rules = this.#rulesOf.get(line.sku);
      this.#hits.length = 0;
      if (rules !== undefined) {
        this.#collect(rules.bySku, sale);
        this.#collect(rules.byCategory, sale);
        this.#collect(rules.byBrand, sale);
      }
      this.#tail.addLine(line, this.#hits);
    }
    return this.#tail.finish(this.#basket, sale);
  }

  /** The hits lie in the order of application: each of the three lists is in order, and they are few. */
  #collect(rules: readonly FloorRule[], sale: FlatSale): void {
    const hits = this.#hits;
    for (const rule of rules) {
      if (!holds(rule, sale)) continue;
      let place = hits.length;
      for (; place > 0 && hits[place - 1]!.ordinal > rule.ordinal; place -= 1) hits[place] = hits[place - 1]!;
      hits[place] = rule;
    }
  }
}

/** The list of the key grows by the rule. */
export function append(rules: Map<string, FloorRule[]>, key: string, rule: FloorRule): void {
  const there = rules.get(key);
  if (there === undefined) rules.set(key, [rule]);
  else there.push(rule);
}
