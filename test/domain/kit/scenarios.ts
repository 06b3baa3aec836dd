import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import type { Condition, GoodsSelector, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { customerWith, exampleBundle, exampleGoods, timeAt } from './shop.ts';

/**
 * Scenario `seed`: a bundle and an input, the same for ever. No library draws the numbers, because its next version may draw others.
 * These are the corpus of semantics 1: what they cost is pinned, so nothing here may change.
 */
export function scenario(seed: number): { bundle: Bundle; input: PricingInput } {
  const below = generator(seed);
  const pick = <T>(options: readonly [T, ...T[]]): T => options[below(options.length)] ?? options[0];
  const skus: [string, ...string[]] = ['new-good', ...Object.keys(exampleGoods)];

  const selector = (): GoodsSelector => pick<() => GoodsSelector>([
    () => ({ kind: 'all' }),
    () => ({ kind: 'sku', skus: [pick(skus), pick(skus)] }),
    () => ({ kind: 'category', categoryIds: [pick(['food', 'dairy', 'alcohol', 'other'])] }),
    () => ({ kind: 'favourite' }),
    () => ({ kind: 'except', from: { kind: 'all' }, without: { kind: 'brand', brands: [pick(['Lug', 'Alatau'])] } }),
  ])();
  const condition = (): Condition => pick<() => Condition>([
    () => ({ kind: 'all', of: [] }),
    () => ({ kind: 'card' }),
    () => ({ kind: 'basket-sum', goods: selector(), minMinor: below(100_000) }),
    () => ({ kind: 'quantity', goods: selector(), minMilli: 1 + below(4000) }),
    () => ({ kind: 'not', of: { kind: 'tier', tiers: ['gold'] } }),
    () => ({ kind: 'hours', fromMinute: below(1440), toMinute: 1440 }),
  ])();
  const reward = (): Reward => pick<() => Reward>([
    () => ({ kind: 'goods-percent', basisPoints: below(5000) }),
    () => ({ kind: 'goods-amount', amountMinor: below(2000) }),
    () => ({ kind: 'goods-price', priceMinor: below(20_000) }),
    () => ({ kind: 'basket-percent', basisPoints: below(3000) }),
    () => ({ kind: 'basket-amount', amountMinor: below(20_000) }),
    () => ({ kind: 'points-percent', basisPoints: below(2000) }),
    () => ({ kind: 'points-fixed', points: below(100) }),
    () => ({ kind: 'points-multiplier', factorBasisPoints: 10_000 + below(30_000) }),
    () => ({ kind: 'message', to: 'customer', text: { ru: 'Спасибо' } }),
  ])();

  const groups = ['one', 'two', 'three'].map((id) => ({ id, mode: pick<'stack' | 'first' | 'best'>(['stack', 'first', 'best']) }));
  const promotions = Array.from({ length: below(9) }, (_, index) => ({
    id: `p${index}`, name: { ru: `Акция ${index}` }, groupId: pick(['one', 'two', 'three']), priority: below(4), when: condition(), goods: selector(), reward: reward(),
  }));
  const bundle = exampleBundle({
    groups,
    promotions,
    caps: { maxLineDiscountBasisPoints: pick([10_000, 5000, 3333]), maxReceiptDiscountBasisPoints: pick([10_000, 5000, 1111]) },
    points: { scale: 0, valueMinor: pick([1, 10, 100]) },
    redemption: { ...exampleBundle().redemption, maxShareBasisPoints: pick([10_000, 5000, 3000]), stepPoints: pick([1, 1, 10]) },
  });
  const lines = Array.from({ length: 1 + below(9) }, (_, index) => {
    const sku = pick(skus);
    return { lineId: `l${index}`, sku, quantityMilli: sku === 'cheese' ? 1 + below(3000) : 1000 * (1 + below(4)), unitPriceMinor: below(30_000) };
  });
  const state = pick<'active' | 'issued' | 'blocked'>(['active', 'active', 'active', 'issued', 'blocked']);
  const customer = customerWith({ availablePoints: below(500), tier: pick(['base', 'gold']), favourite: { categoryId: 'dairy', until: '2026-12-31' }, card: { number: '2900770100017', state } });
  const withCustomer = below(5) > 0 ? { customer, identifiedBy: 'scan' as const } : {};
  const withHold = below(2) > 0 ? { redeemPoints: below(400) } : {};
  return { bundle, input: { basket: { lines }, storeId: 'centre', time: timeAt(), ...withCustomer, ...withHold } };
}

/** Mulberry32: whole numbers from 0 to below the limit, the same for the same seed everywhere. */
export function generator(seed: number): (limit: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
