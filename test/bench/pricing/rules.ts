import { unreachable } from '../../../agent/domain/unreachable.ts';
import { asRead, categoryCount, categoryName, departmentOf } from './catalogue.ts';
import { type FlatGood, type FlatGoods, type FlatGroup, type FlatReward, type FlatRule, groups } from './flat.ts';
import { type Random, seededRandom } from './random.ts';

type Kind = 'product' | 'category' | 'brand' | 'basket' | 'buy-get' | 'tier-price' | 'multiplier';
/** In percent of all rules. */
const mix: Readonly<Record<Kind, number>> = { product: 55, category: 10, brand: 8, basket: 2, 'buy-get': 10, 'tier-price': 10, multiplier: 5 };
/** Of the rules on products and categories in the three departments that have an exclusive group; of all rules that is 20 %. */
const exclusiveShare = 20 / ((mix.product + mix.category) * 0.75);
/** The baskets are sold within these days. */
export const firstDay = 20_261_102;
export const tiers = ['base', 'silver', 'gold'] as const;

/**
 * So many rules, all within their period, in the order of application. The rules on products and categories of a department may be in its exclusive group; the fourth
 * department has none, and there the buy-and-get rules run: so no line has both, and what is best for a line is best for the receipt.
 */
export function makeRules(catalogue: readonly FlatGood[], count: number): FlatRule[] {
  const random = seededRandom(1_000 + count);
  const goods = new GoodsToPromote(catalogue, random);
  const rules = kindsOf(count).map((kind, index): FlatRule => ({ id: `p${String(index).padStart(5, '0')}`, ordinal: 0, ...makeRule(kind, goods, random), ...makeTimes(random) }));
  const place = (rule: FlatRule): number => groups.indexOf(rule.group);
  rules.sort((a, b) => place(a) - place(b) || a.priority - b.priority || (a.id < b.id ? -1 : 1));
  for (const [ordinal, rule] of rules.entries()) rule.ordinal = ordinal;
  return asRead(rules);
}

/** Each next rule is of the kind that lacks most of its share. */
function kindsOf(count: number): Kind[] {
  const shares = Object.entries(mix) as [Kind, number][];
  const made = new Map<Kind, number>();
  return Array.from({ length: count }, (_, index) => {
    const lacks = ([kind, percent]: [Kind, number]): number => ((index + 1) * percent) / 100 - (made.get(kind) ?? 0);
    const [kind] = shares.reduce((a, b) => (lacks(b) > lacks(a) ? b : a));
    made.set(kind, (made.get(kind) ?? 0) + 1);
    return kind;
  });
}

type What = Pick<FlatRule, 'group' | 'priority' | 'goods' | 'reward' | 'tier'>;

function makeRule(kind: Kind, goods: GoodsToPromote, random: Random): What {
  const priority = random.between(1, 3);
  switch (kind) {
    case 'product':
    case 'category': {
      const department = random.whole(4);
      const group = department < 3 && random.chance(exclusiveShare) ? (`exclusive-${department}` as FlatGroup) : 'stack';
      const what: FlatGoods = kind === 'product' ? { kind: 'skus', skus: goods.some(department, random.between(1, 5)) } : { kind: 'category', categoryId: goods.category(department) };
      const isAmount = group === 'stack' && kind === 'product' && random.chance(0.3);
      const reward: FlatReward = isAmount ? { kind: 'amount', amountMinor: random.between(1, 40) * 50 } : { kind: 'percent', basisPoints: random.between(3, kind === 'product' ? 20 : 10) * 100 };
      return { group, priority, goods: what, reward, tier: undefined };
    }
    case 'brand':
      return { group: 'stack', priority, goods: { kind: 'brand', brand: goods.brand() }, reward: { kind: 'percent', basisPoints: random.between(3, 10) * 100 }, tier: undefined };
    case 'basket': {
      const reward: FlatReward = random.chance(0.5) ? { kind: 'basket-percent', basisPoints: random.between(1, 5) * 100 } : { kind: 'basket-amount', amountMinor: random.between(5, 100) * 100 };
      return { group: 'basket', priority, goods: { kind: 'basket', minMinor: random.between(250, 2_000) * 10_000 }, reward, tier: undefined };
    }
    case 'buy-get':
      return { group: 'buy-get', priority, goods: { kind: 'skus', skus: [goods.piece(3).sku] }, reward: { kind: 'buy-get', buyUnits: random.between(1, 3), basisPoints: random.oneOf([5_000, 10_000]) }, tier: undefined };
    case 'tier-price': {
      const good = goods.piece(random.whole(4));
      const priceMinor = Math.floor((good.priceMinor * random.between(75, 95)) / 100);
      return { group: 'prices', priority, goods: { kind: 'skus', skus: [good.sku] }, reward: { kind: 'price', priceMinor }, tier: random.oneOf(tiers) };
    }
    case 'multiplier': {
      const what: FlatGoods = random.chance(0.6) ? { kind: 'category', categoryId: goods.category(random.whole(4)) } : { kind: 'brand', brand: goods.brand() };
      return { group: 'multipliers', priority, goods: what, reward: { kind: 'multiplier', factorBasisPoints: random.oneOf([15_000, 20_000, 30_000]) }, tier: undefined };
    }
    default:
      return unreachable(kind);
  }
}

function makeTimes(random: Random): Pick<FlatRule, 'fromDay' | 'toDay' | 'hours' | 'weekdays'> {
  const fromMinute = random.between(0, 18) * 60;
  const from = random.between(1, 5);
  return {
    fromDay: firstDay - random.whole(2),
    toDay: firstDay + 6 + random.whole(20),
    hours: random.chance(0.3) ? { fromMinute, toMinute: Math.min(1_440, fromMinute + random.between(2, 8) * 60) } : undefined,
    weekdays: random.chance(0.2) ? Array.from({ length: 3 }, (_, day) => from + day) : undefined,
  };
}

class GoodsToPromote {
  readonly #random: Random;
  readonly #catalogue: readonly FlatGood[];
  readonly #hot: FlatGood[][] = [[], [], [], []];
  readonly #all: FlatGood[][] = [[], [], [], []];

  constructor(catalogue: readonly FlatGood[], random: Random) {
    this.#catalogue = catalogue;
    this.#random = random;
    for (const good of catalogue) {
      this.#all[good.department]?.push(good);
      if (good.isHot) this.#hot[good.department]?.push(good);
    }
  }

  /** Every second one sells well. */
  one(department: number): FlatGood {
    return this.#random.oneOf((this.#random.chance(0.5) ? this.#hot : this.#all)[department] ?? []);
  }

  piece(department: number): FlatGood {
    for (;;) {
      const good = this.one(department);
      if (good.unit === 'piece') return good;
    }
  }

  some(department: number, count: number): string[] {
    const skus = new Set<string>();
    while (skus.size < count) skus.add(this.one(department).sku);
    return [...skus];
  }

  category(department: number): string {
    for (;;) {
      const category = this.#random.whole(categoryCount);
      if (departmentOf(category) === department) return categoryName(category);
    }
  }

  brand(): string {
    return this.#random.oneOf(this.#catalogue).brand;
  }
}
