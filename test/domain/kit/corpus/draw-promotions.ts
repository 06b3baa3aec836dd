import type { Limits, Off, Promotion, Reward } from '../../../../agent/domain/promotions/promotion.ts';
import type { Draw } from './draw.ts';
import { corpusSkus, drawCondition, drawSelector } from './draw-conditions.ts';

export function drawPromotion(draw: Draw, index: number): Promotion {
  const reward = drawReward(draw);
  const limits = draw.oneIn(3) ? drawLimits(draw, reward) : {};
  const isDiscount = onGoods.has(reward.kind) || onUnits.has(reward.kind) || onBasket.has(reward.kind);
  return {
    id: `p${index}`, name: { ru: `Акция ${index}` }, groupId: draw.pick(['one', 'two', 'three']), priority: draw.below(4),
    when: drawCondition(draw),
    goods: reward.kind === 'gift' ? { kind: 'sku', skus: [draw.pick(corpusSkus), draw.pick(corpusSkus)] } : drawSelector(draw),
    reward,
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(isDiscount && draw.oneIn(6) ? { exclusive: { on: draw.pick(['line', 'receipt']), resolve: draw.pick(['priority', 'best']) } } : {}),
  };
}

const onGoods: ReadonlySet<string> = new Set(['goods-percent', 'goods-amount', 'goods-price']);
const repeated: ReadonlySet<string> = new Set(['nth-unit', 'buy-get', 'sets']);
const onUnits: ReadonlySet<string> = new Set([...repeated, 'some-units', 'quantity-tiers', 'gift']);
const onBasket: ReadonlySet<string> = new Set(['basket-percent', 'basket-amount', 'spend-ladder']);

/** Only what means something for the reward. */
function drawLimits(draw: Draw, { kind }: Reward): Limits {
  const isMoney = onGoods.has(kind) || onUnits.has(kind) || onBasket.has(kind);
  return {
    ...(onGoods.has(kind) && draw.oneIn(2) ? { unitsPerLine: 1 + draw.below(2) } : {}),
    ...(onGoods.has(kind) && draw.oneIn(2) ? { units: 1 + draw.below(3) } : {}),
    ...(repeated.has(kind) && draw.oneIn(2) ? { times: 1 + draw.below(2) } : {}),
    ...(isMoney && draw.oneIn(3) ? { discountMinor: draw.below(800) } : {}),
    ...(isMoney && draw.oneIn(3) ? { budget: { whenOver: draw.pick(['cut', 'skip']) } } : {}),
    ...(draw.oneIn(3) ? { perCustomer: { times: 1 + draw.below(2), period: draw.pick(['day', 'week', 'month', 'year', 'ever']) } } : {}),
  };
}

function drawReward(draw: Draw): Reward {
  const share = (): number => draw.pick([500, 1000, 3333, 5000, 10_000]);
  const pick = (): 'cheapest' | 'dearest' => draw.pick(['cheapest', 'dearest']);
  const off = (): Off => draw.pick<() => Off>([
    () => ({ kind: 'percent', basisPoints: share() }),
    () => ({ kind: 'amount', amountMinor: draw.below(400) }),
    () => ({ kind: 'price', priceMinor: draw.below(600) }),
  ])();
  const days = (): { pendingDays?: number; expiresAfterDays?: number } => ({ ...(draw.oneIn(3) ? { pendingDays: 1 + draw.below(30) } : {}), ...(draw.oneIn(3) ? { expiresAfterDays: 1 + draw.below(60) } : {}) });
  const part = (): { goods: ReturnType<typeof drawSelector>; units: number } => ({ goods: drawSelector(draw), units: 1 + draw.below(2) });
  return draw.pick<() => Reward>([
    () => ({ kind: 'goods-percent', basisPoints: share() }),
    () => ({ kind: 'goods-percent', basisPoints: draw.below(10_001) }),
    () => ({ kind: 'goods-amount', amountMinor: draw.below(300), per: draw.pick(['unit', 'line']) }),
    () => ({ kind: 'goods-price', priceMinor: draw.below(600) }),
    () => ({ kind: 'nth-unit', every: 2 + draw.below(2), off: off(), pick: pick() }),
    () => ({ kind: 'some-units', count: 1 + draw.below(3), off: off(), pick: pick() }),
    () => ({ kind: 'buy-get', buy: drawSelector(draw), buyUnits: 1 + draw.below(2), getUnits: 1 + draw.below(2), off: off(), pick: pick(), ...(draw.oneIn(3) ? { complete: true } : {}) }),
    () => ({ kind: 'sets', sets: draw.list(1, 2, () => ({ parts: draw.list(1, 2, part), priceMinor: draw.below(1500) })) }),
    () => ({ kind: 'quantity-tiers', tiers: [{ minMilli: 2000, off: off() }, { minMilli: 4000 + draw.below(3000), off: off() }] }),
    () => ({ kind: 'gift', units: 1 + draw.below(3) }),
    () => ({ kind: 'basket-percent', basisPoints: share() }),
    () => ({ kind: 'basket-amount', amountMinor: draw.below(1500) }),
    () => ({ kind: 'spend-ladder', steps: [{ minMinor: 500, off: { kind: 'percent', basisPoints: share() } }, { minMinor: 2000 + draw.below(2000), off: { kind: 'amount', amountMinor: draw.below(900) } }] }),
    () => ({ kind: 'round-down', toMinor: draw.pick([10, 50, 100]) }),
    () => ({ kind: 'points-percent', basisPoints: draw.pick([500, 10_000]), ...(draw.oneIn(3) ? { aboveMinor: draw.below(2000) } : {}), ...days() }),
    () => ({ kind: 'points-fixed', points: draw.below(30), ...days() }),
    () => ({ kind: 'points-per-unit', points: draw.below(9), ...days() }),
    () => ({ kind: 'points-multiplier', factorBasisPoints: draw.pick([15_000, 20_000, 30_000]), ...days() }),
    () => ({ kind: 'issue-coupon', couponId: 'series', count: 1 + draw.below(2), fromDays: draw.below(3), days: 1 + draw.below(40) }),
    () => ({ kind: 'message', to: draw.pick(['cashier', 'customer', 'slip']), text: { ru: 'Спасибо' } }),
  ])();
}
