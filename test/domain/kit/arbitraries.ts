import fc from 'fast-check';
import type { Basket } from '../../../agent/domain/basket/basket.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import type { Condition, GoodsSelector, Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { customerWith, exampleBundle, exampleGoods, timeAt } from './shop.ts';

const skus = [...Object.keys(exampleGoods), 'new-good'];
const pieces = ['milk', 'bread', 'vodka', 'tobacco', 'gift'];
const share = fc.nat({ max: 10_000 });

const selector: fc.Arbitrary<GoodsSelector> = fc.letrec<{ selector: GoodsSelector }>((tie) => ({
  selector: fc.oneof(
    { maxDepth: 2 },
    fc.constant({ kind: 'all' as const }),
    fc.record({ kind: fc.constant('sku' as const), skus: fc.subarray(skus, { minLength: 1 }) }),
    fc.record({ kind: fc.constant('category' as const), categoryIds: fc.subarray(['food', 'dairy', 'bakery', 'alcohol', 'other'], { minLength: 1 }) }),
    fc.record({ kind: fc.constant('brand' as const), brands: fc.subarray(['Lug', 'Alatau'], { minLength: 1 }) }),
    fc.constant({ kind: 'favourite' as const }),
    fc.record({ kind: fc.constant('any' as const), of: fc.array(tie('selector'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('except' as const), from: tie('selector'), without: tie('selector') }),
  ),
})).selector;

const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<Condition[]>({ kind: 'all', of: [] }, { kind: 'card' }, { kind: 'tier', tiers: ['gold'] }),
    fc.record({ kind: fc.constant('basket-sum' as const), goods: selector, minMinor: fc.nat({ max: 200_000 }) }),
    fc.record({ kind: fc.constant('quantity' as const), goods: selector, minMilli: fc.integer({ min: 1, max: 5000 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
    fc.record({ kind: fc.constant('any' as const), of: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
  ),
})).condition;

const reward: fc.Arbitrary<Reward> = fc.oneof(
  fc.record({ kind: fc.constantFrom('goods-percent' as const, 'basket-percent' as const), basisPoints: share }),
  fc.record({ kind: fc.constantFrom('goods-amount' as const, 'basket-amount' as const), amountMinor: fc.nat({ max: 50_000 }) }),
  fc.record({ kind: fc.constant('goods-price' as const), priceMinor: fc.nat({ max: 50_000 }) }),
  fc.record({ kind: fc.constant('points-percent' as const), basisPoints: fc.nat({ max: 20_000 }) }),
  fc.record({ kind: fc.constant('points-fixed' as const), points: fc.nat({ max: 500 }) }),
  fc.record({ kind: fc.constant('points-multiplier' as const), factorBasisPoints: fc.integer({ min: 10_000, max: 50_000 }) }),
  fc.constant({ kind: 'message' as const, to: 'cashier' as const, text: { ru: 'Текст' } }),
);

const promotions: fc.Arbitrary<Promotion[]> = fc
  .array(fc.record({ groupId: fc.constantFrom('one', 'two', 'three'), priority: fc.nat({ max: 3 }), when: condition, goods: selector, reward }), { maxLength: 10 })
  .map((drafts) => drafts.map((draft, index) => ({ ...draft, id: `p${index}`, name: { ru: `Акция ${index}` } })));

/** Bundles of the example shop with any promotions, groups, caps and redemption rules. */
export const anyBundle: fc.Arbitrary<Bundle> = fc
  .record({
    promotions,
    modes: fc.array(fc.constantFrom('stack' as const, 'first' as const, 'best' as const), { minLength: 3, maxLength: 3 }),
    caps: fc.record({ maxLineDiscountBasisPoints: fc.oneof(share, fc.constant(10_000)), maxReceiptDiscountBasisPoints: fc.oneof(share, fc.constant(10_000)) }),
    maxShareBasisPoints: share,
    stepPoints: fc.constantFrom(1, 1, 5, 50),
    valueMinor: fc.constantFrom(1, 10, 100),
  })
  .map(({ promotions, modes, caps, maxShareBasisPoints, stepPoints, valueMinor }) =>
    exampleBundle({
      promotions,
      groups: ['one', 'two', 'three'].map((id, index) => ({ id, mode: modes[index] ?? 'stack' })),
      caps,
      points: { scale: 0, valueMinor },
      redemption: { ...exampleBundle().redemption, maxShareBasisPoints, stepPoints },
    }),
  );

/** Baskets of the example shop, prices around the minimum prices and zero included. */
export const anyBasket: fc.Arbitrary<Basket> = fc
  .array(fc.record({ sku: fc.constantFrom(...skus), quantityMilli: fc.integer({ min: 1, max: 12_000 }), unitPriceMinor: fc.oneof(fc.nat({ max: 60_000 }), fc.nat({ max: 3 })) }), { maxLength: 12 })
  .map((lines) => ({
    lines: lines.map((line, index) => ({ ...line, lineId: `l${index}`, quantityMilli: pieces.includes(line.sku) ? Math.ceil(line.quantityMilli / 1000) * 1000 : line.quantityMilli })),
  }));

const anyCustomer: fc.Arbitrary<CustomerState> = fc
  .record({ availablePoints: fc.integer({ min: -100, max: 100_000 }), tier: fc.constantFrom('base', 'gold'), state: fc.constantFrom('active' as const, 'active' as const, 'issued' as const, 'restricted' as const, 'blocked' as const, 'replaced' as const) })
  .map(({ availablePoints, tier, state }) => customerWith({ availablePoints, tier, favourite: { categoryId: 'dairy', until: '2026-12-31' }, card: { number: '2900770100017', state } }));

/** All inputs of a price: with and without a customer, with and without a hold. */
export const anyInput: fc.Arbitrary<PricingInput> = fc
  .record({ basket: anyBasket, customer: fc.option(anyCustomer, { nil: undefined }), redeemPoints: fc.option(fc.nat({ max: 5000 }), { nil: undefined }) })
  .map(({ basket, customer, redeemPoints }) => ({
    basket,
    storeId: 'centre',
    time: timeAt(),
    ...(customer === undefined ? {} : { customer, identifiedBy: 'scan' as const }),
    ...(redeemPoints === undefined ? {} : { redeemPoints }),
  }));
