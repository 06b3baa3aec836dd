/** Promotions with their turn. */
import type { Bundle } from '../../../../agent/domain/bundle/bundle.ts';
import type { Promotion, PromotionGroup } from '../../../../agent/domain/promotions/promotion.ts';
import { unreachable } from '../../../../agent/domain/unreachable.ts';
import { kindsAskedFor } from './coupons.ts';
import { inOrder } from './lines.ts';

/** `line`, `multi` and `basket` are discounts that compete; the others follow them in this order. */
const stages = ['line', 'multi', 'basket', 'rounding', 'percent', 'multiplier', 'per-unit', 'fixed', 'coupon', 'message'] as const;
export type Stage = (typeof stages)[number];

export interface Entry {
  promotion: Promotion;
  stage: Stage;
  /** 1: it asks for a coupon */
  round: 0 | 1;
  group: PromotionGroup;
  /** Its place in the order of application */
  ordinal: number;
}

/** All promotions in the order of application. */
export function entriesOf(bundle: Bundle): Entry[] {
  const inGroups = bundle.groups.flatMap((group) =>
    bundle.promotions
      .filter(({ groupId }) => groupId === group.id)
      .toSorted((a, b) => a.priority - b.priority || inOrder(a.id, b.id))
      .map((promotion) => ({ promotion, group, stage: stageOf(promotion), round: roundOf(promotion) })));
  return inGroups.toSorted((a, b) => turnOf(a) - turnOf(b)).map((entry, ordinal) => ({ ...entry, ordinal }));
}

export function isOnGoods({ stage }: Entry): boolean {
  return stage === 'line' || stage === 'multi';
}

/** Discounts that may shut one another out: all but the rounding of the receipt. */
export function competes(entry: Entry): boolean {
  return isOnGoods(entry) || entry.stage === 'basket';
}

/** Only discounts have rounds. */
function turnOf({ stage, round }: Pick<Entry, 'stage' | 'round'>): number {
  const place = stages.indexOf(stage);
  return place < 3 ? round * 3 + place : 3 + place;
}

function roundOf({ when }: Promotion): 0 | 1 {
  return kindsAskedFor(when).length > 0 ? 1 : 0;
}

function stageOf({ reward, limits }: Promotion): Stage {
  switch (reward.kind) {
    case 'goods-percent':
    case 'goods-amount':
    case 'goods-price':
      return limits?.units === undefined && limits?.discountMinor === undefined && limits?.budget === undefined ? 'line' : 'multi';
    case 'nth-unit':
    case 'some-units':
    case 'buy-get':
    case 'sets':
    case 'quantity-tiers':
    case 'gift':
      return 'multi';
    case 'basket-percent':
    case 'basket-amount':
    case 'spend-ladder':
      return 'basket';
    case 'round-down': return 'rounding';
    case 'points-percent': return 'percent';
    case 'points-multiplier': return 'multiplier';
    case 'points-per-unit': return 'per-unit';
    case 'points-fixed': return 'fixed';
    case 'issue-coupon': return 'coupon';
    case 'message': return 'message';
    default: return unreachable(reward);
  }
}
