import fc from 'fast-check';
import type { Off, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { anySelector } from './any-selector.ts';

const share = fc.oneof(fc.constantFrom(500, 1000, 2000, 3333, 5000, 10_000), fc.nat({ max: 10_000 }));
const pick = fc.constantFrom('cheapest' as const, 'dearest' as const);
const units = fc.integer({ min: 1, max: 3 });

/** Every kind of discount on goods. */
export function anyGoodsReward(scale: number): fc.Arbitrary<Reward> {
  const amount = fc.nat({ max: 20 }).map((small) => small * scale);
  const off: fc.Arbitrary<Off> = fc.oneof(
    share.map((basisPoints): Off => ({ kind: 'percent', basisPoints })),
    amount.map((amountMinor): Off => ({ kind: 'amount', amountMinor })),
    amount.map((priceMinor): Off => ({ kind: 'price', priceMinor })),
  );
  const goods = anySelector(scale);
  const set = fc.record({ parts: fc.array(fc.record({ goods, units: fc.integer({ min: 1, max: 2 }) }), { minLength: 1, maxLength: 2 }), priceMinor: amount });
  const tier = fc.record({ minMilli: fc.integer({ min: 1, max: 6 }).map((pieces) => pieces * 1000), off });
  return fc.oneof(
    { weight: 3, arbitrary: share.map((basisPoints): Reward => ({ kind: 'goods-percent', basisPoints })) },
    { weight: 2, arbitrary: amount.map((amountMinor): Reward => ({ kind: 'goods-amount', amountMinor })) },
    fc.tuple(amount, fc.constantFrom('unit' as const, 'line' as const)).map(([amountMinor, per]): Reward => ({ kind: 'goods-amount', amountMinor, per })),
    { weight: 2, arbitrary: amount.map((priceMinor): Reward => ({ kind: 'goods-price', priceMinor })) },
    fc.record({ kind: fc.constant('nth-unit' as const), every: fc.integer({ min: 2, max: 3 }), off, pick }),
    fc.record({ kind: fc.constant('some-units' as const), count: units, off, pick }),
    fc.record({ kind: fc.constant('buy-get' as const), buy: goods, buyUnits: units, getUnits: fc.integer({ min: 1, max: 2 }), off, pick }),
    fc.array(set, { minLength: 1, maxLength: 2 }).map((sets): Reward => ({ kind: 'sets', sets })),
    fc.uniqueArray(tier, { minLength: 1, maxLength: 3, selector: ({ minMilli }) => minMilli }).map((tiers): Reward => ({ kind: 'quantity-tiers', tiers })),
    fc.record({ kind: fc.constant('gift' as const), units }),
  );
}

/** Every kind of discount on the basket. */
export function anyBasketReward(scale: number): fc.Arbitrary<Reward> {
  const amount = fc.nat({ max: 30 }).map((small) => small * scale);
  const off = fc.oneof(
    share.map((basisPoints) => ({ kind: 'percent' as const, basisPoints })),
    amount.map((amountMinor) => ({ kind: 'amount' as const, amountMinor })),
  );
  const step = fc.record({ minMinor: fc.nat({ max: 60 }).map((small) => small * scale), off });
  return fc.oneof(
    share.map((basisPoints): Reward => ({ kind: 'basket-percent', basisPoints })),
    amount.map((amountMinor): Reward => ({ kind: 'basket-amount', amountMinor })),
    fc.uniqueArray(step, { minLength: 1, maxLength: 3, selector: ({ minMinor }) => minMinor }).map((steps): Reward => ({ kind: 'spend-ladder', steps })),
  );
}

/** Rounding, points, coupons and messages. */
export function anyLaterReward(scale: number): fc.Arbitrary<Reward> {
  const days = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });
  const validity = fc.tuple(days, days).map(([pendingDays, expiresAfterDays]) => ({ ...(pendingDays === undefined ? {} : { pendingDays }), ...(expiresAfterDays === undefined ? {} : { expiresAfterDays }) }));
  const above = fc.option(fc.nat({ max: 40 }).map((small) => small * scale), { nil: undefined });
  return fc.oneof(
    fc.constantFrom(2, 5, 10, 50).map((small): Reward => ({ kind: 'round-down', toMinor: small * scale })),
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(500, 5000, 10_000, 33_333), above, validity).map(([basisPoints, aboveMinor, dates]): Reward => ({ kind: 'points-percent', basisPoints, ...(aboveMinor === undefined ? {} : { aboveMinor }), ...dates })) },
    fc.tuple(fc.constantFrom(10_000, 15_000, 20_000, 30_000), validity).map(([factorBasisPoints, dates]): Reward => ({ kind: 'points-multiplier', factorBasisPoints, ...dates })),
    fc.tuple(fc.nat({ max: 9 }), validity).map(([points, dates]): Reward => ({ kind: 'points-per-unit', points, ...dates })),
    fc.tuple(fc.nat({ max: 20 }), validity).map(([points, dates]): Reward => ({ kind: 'points-fixed', points, ...dates })),
    fc.tuple(fc.nat({ max: 2 }), fc.integer({ min: 1, max: 40 })).map(([fromDays, length]): Reward => ({ kind: 'issue-coupon', couponId: 'ten', count: 1, fromDays, days: length })),
    fc.constant<Reward>({ kind: 'message', to: 'slip', text: { ru: 'Спасибо' } }),
  );
}
