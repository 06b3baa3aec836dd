import type { Bundle } from '../../../../agent/domain/bundle/bundle.ts';
import type { PricingInput } from '../../../../agent/domain/pricing/price.ts';
import type { Condition, Exclusion, Exclusive, GoodsSelector, Limits, Off, Promotion, PromotionGroup, Reward } from '../../../../agent/domain/promotions/promotion.ts';
import { basketOf, exampleInput } from '../examples.ts';
import { exampleBundle, promotionOf } from '../shop.ts';
import { Draw } from './draw.ts';

/**
 * Scenario `seed` of promotions that nearly all meet, the same for ever: the third corpus of semantics 1, of how promotions are combined. Every fifth has so many lines that all ways
 * together are more than are compared, and so tells whether they were compared apart.
 */
export function crowdedScenario(seed: number): { bundle: Bundle; input: PricingInput } {
  const draw = new Draw(seed);
  const isWide = seed % 5 === 4;
  const crowd = new Crowd(draw, isWide || draw.oneIn(3));
  const promotions = isWide ? crowd.promotionsOfManyLines() : crowd.promotionsOfFewLines();
  const groups = crowd.groups(isWide);
  const exclusion: Exclusion = { groupIds: draw.pick([['g', 'h'], ['h', 'g'], ['h', 'k']]), on: draw.pick(['line', 'line', 'receipt']), resolve: draw.pick(['first', 'best']) };
  const sold = draw.list(isWide ? 7 : 1, isWide ? 8 : 3, () => `${draw.pick(['milk', 'milk', 'bread', 'bread', 'vodka', 'gift'])} ${1 + draw.below(isWide ? 2 : 3)} × ${crowd.priceMinor()}`).join('; ');
  return {
    bundle: exampleBundle({
      groups,
      promotions,
      ...(draw.oneIn(6) ? { exclusions: [exclusion] } : {}),
      coupons: [{ id: 'ten', name: { ru: 'Десять' }, codes: ['TEN'] }],
      caps: { maxLineDiscountBasisPoints: draw.pick([10_000, 10_000, 10_000, 5000]), maxReceiptDiscountBasisPoints: 10_000 },
    }),
    input: { ...exampleInput(), basket: { ...basketOf(sold), coupons: ['TEN'] }, programme: { budgets: promotions.map(({ id }) => ({ promotionId: id, leftMinor: crowd.minor() })) } },
  };
}

const skus = ['milk', 'bread', 'vodka', 'gift'] as const;
const ten: Condition = { kind: 'coupon', couponIds: ['ten'] };

/** Draws what one scenario is made of: in small money, where every unit that is rounded counts, or in usual money. */
class Crowd {
  readonly #draw: Draw;
  readonly #isUsualMoney: boolean;
  readonly #has: { readonly limits: boolean; readonly exclusives: boolean; readonly conditions: boolean; readonly sets: boolean; readonly ladders: boolean; readonly priorities: boolean };

  constructor(draw: Draw, isUsualMoney: boolean) {
    this.#draw = draw;
    this.#isUsualMoney = isUsualMoney;
    this.#has = { limits: draw.oneIn(2), exclusives: draw.oneIn(5), conditions: draw.oneIn(8), sets: draw.oneIn(2), ladders: draw.oneIn(5), priorities: draw.oneIn(3) };
  }

  groups(isWide: boolean): PromotionGroup[] {
    const draw = this.#draw;
    const modes: Record<'g' | 'h' | 'k', PromotionGroup['mode']> = { g: draw.oneIn(12) ? 'first' : 'best', h: draw.pick(['stack', 'stack', 'stack', 'best', 'first']), k: draw.pick(['stack', 'stack', 'best', 'first']) };
    return draw.pick<('g' | 'h' | 'k')[]>([['g', 'h', 'k'], ['h', 'g', 'k'], ['g', 'k', 'h']]).map((id) => ({ id, mode: modes[id], ...(!isWide && modes[id] !== 'stack' && draw.oneIn(6) ? { on: 'receipt' as const } : {}) }));
  }

  /** Two or three compete for each line, and up to three others follow. */
  promotionsOfManyLines(): Promotion[] {
    const draw = this.#draw;
    const competing = draw.list(2, 3, () => this.#promotion('g', draw.oneIn(4) ? this.#onUnits() : this.#onLine(), draw.oneIn(3)));
    const others = draw.list(0, 3, () => this.#promotion(draw.pick(['h', 'k']), draw.pick([() => this.#onLine(), () => this.#onUnits(), () => this.#onBasket(), () => this.#onBasket(), () => this.#sets()])(), true));
    return inOrder([...competing, ...others]);
  }

  promotionsOfFewLines(): Promotion[] {
    const draw = this.#draw;
    const { sets, ladders } = this.#has;
    const kinds: [() => Reward, ...(() => Reward)[]] = [() => this.#onLine(), () => this.#onLine(), () => this.#onUnits(), () => this.#onBasket(), ...(sets ? [() => this.#sets()] : []), ...(ladders ? [() => this.#ladder()] : [])];
    const promotions = draw.list(2, 5, (place) => this.#promotion(place === 0 ? 'g' : draw.pick(['g', 'g', 'h', 'h', 'k']), draw.pick(kinds)(), true));
    const points = promotionOf('', { kind: 'points-percent', basisPoints: 10_000 }, { groupId: 'h', goods: { kind: 'sku', skus: [draw.pick(skus)] } });
    return inOrder([...promotions, ...(draw.oneIn(10) ? [points] : [])], () => (this.#has.priorities && draw.oneIn(3) ? draw.below(3) : undefined));
  }

  minor(): number {
    return 1 + this.#draw.below(this.#isUsualMoney ? 300 : this.#draw.pick([12, 60, 60]));
  }

  priceMinor(): number {
    return this.#isUsualMoney ? 100 + this.#draw.below(900) : 1 + this.#draw.below(100);
  }

  #promotion(groupId: string, reward: Reward, isOfSome: boolean): Promotion {
    const draw = this.#draw;
    const goods = this.#goods();
    const { conditions, exclusives, limits } = this.#has;
    const when: Condition = conditions && draw.oneIn(4) ? { kind: 'basket-sum', goods: { kind: 'all' }, of: 'net', minMinor: draw.below(200) } : { kind: 'all', of: [] };
    const exclusive: Exclusive = { on: draw.pick(['line', 'receipt']), resolve: draw.pick(['priority', 'best']) };
    const within = limits && draw.oneIn(4) ? this.#limits(reward) : {};
    return promotionOf('', reward, {
      groupId,
      when: draw.oneIn(5) ? ten : when,
      goods: reward.kind === 'sets' ? { kind: 'any', of: reward.sets.flatMap(({ parts }) => parts.map((part) => part.goods)) } : isOfSome ? goods : { kind: 'all' },
      ...(exclusives && draw.oneIn(5) ? { exclusive } : {}),
      ...(Object.keys(within).length === 0 ? {} : { limits: within }),
    });
  }

  #limits({ kind }: Reward): Limits {
    const draw = this.#draw;
    const isOnLine = kind.startsWith('goods-');
    return {
      ...(draw.oneIn(2) ? { discountMinor: this.minor() } : {}),
      ...(isOnLine && draw.oneIn(2) ? { units: 1 + draw.below(3) } : {}),
      ...(draw.oneIn(3) ? { budget: { whenOver: draw.pick(['cut', 'skip']) } } : {}),
    };
  }

  #goods(): GoodsSelector {
    const draw = this.#draw;
    if (draw.oneIn(2)) return { kind: 'all' };
    const some = skus.filter(() => draw.oneIn(2));
    return { kind: 'sku', skus: some.length === 0 ? [draw.pick(skus)] : some };
  }

  #share(): number {
    return this.#draw.pick([1000, 2000, 3333, 5000, 10_000, 100 + this.#draw.below(9900)]);
  }

  #off(): Off {
    return this.#draw.pick<Off>([{ kind: 'percent', basisPoints: this.#share() }, { kind: 'amount', amountMinor: this.minor() }, { kind: 'price', priceMinor: this.minor() }]);
  }

  #few(): number {
    return 1 + this.#draw.below(3);
  }

  #onLine(): Reward {
    const amountMinor = this.minor();
    return this.#draw.pick<Reward>([{ kind: 'goods-percent', basisPoints: this.#share() }, { kind: 'goods-amount', amountMinor }, { kind: 'goods-amount', amountMinor }, { kind: 'goods-price', priceMinor: amountMinor }, { kind: 'goods-amount', amountMinor, per: 'line' }]);
  }

  #onUnits(): Reward {
    const pick = this.#draw.pick(['cheapest', 'dearest'] as const);
    const off = this.#off();
    return this.#draw.pick<Reward>([
      { kind: 'nth-unit', every: 2 + this.#draw.below(2), off, pick },
      { kind: 'some-units', count: this.#few(), off, pick },
      { kind: 'some-units', count: this.#few(), off, pick },
      { kind: 'buy-get', buy: this.#goods(), buyUnits: this.#few(), getUnits: this.#few(), off, pick },
      { kind: 'quantity-tiers', tiers: [{ minMilli: 1000 * this.#few(), off }] },
    ]);
  }

  #sets(): Reward {
    return { kind: 'sets', sets: [{ parts: this.#draw.list(1, 2, () => ({ goods: this.#goods(), units: 1 + this.#draw.below(2) })), priceMinor: this.minor() }] };
  }

  #onBasket(): Reward {
    const basisPoints = this.#share();
    return this.#draw.pick<Reward>([{ kind: 'basket-percent', basisPoints }, { kind: 'basket-percent', basisPoints }, { kind: 'basket-amount', amountMinor: this.minor() }]);
  }

  #ladder(): Reward {
    return { kind: 'spend-ladder', steps: [{ minMinor: this.#draw.below(200), off: this.#draw.pick<Exclude<Off, { kind: 'price' }>>([{ kind: 'percent', basisPoints: this.#share() }, { kind: 'amount', amountMinor: this.minor() }]) }] };
  }
}

/** Named A, B, C … by priority in this order, but for those that have one of their own. */
function inOrder(promotions: readonly Promotion[], priority: () => number | undefined = () => undefined): Promotion[] {
  return promotions.map((promotion, place) => ({ ...promotion, id: String.fromCodePoint(65 + place), name: { ru: String.fromCodePoint(65 + place) }, priority: priority() ?? place }));
}
