import fc from 'fast-check';
import type { GoodsSelector, Limits, Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { anyCondition } from './any-condition.ts';
import { anyBasketReward, anyGoodsReward, anyLaterReward } from './any-reward.ts';
import { anySelector } from './any-selector.ts';
import { smallSkus } from './small-shop.ts';

export const smallGroups = ['one', 'two', 'three'] as const;

/** Any promotions of the three groups; their ids are p0, p1, … */
export function anyPromotions(scale: number, most: number, withExclusives: boolean): fc.Arbitrary<Promotion[]> {
  return fc.array(anyDraft(scale, withExclusives), { maxLength: most }).map((drafts) => drafts.map((draft, index) => ({ ...draft, id: `p${index}`, name: { ru: `Акция ${index}` } })));
}

function anyDraft(scale: number, withExclusives: boolean): fc.Arbitrary<Omit<Promotion, 'id' | 'name'>> {
  const reward = fc.oneof({ weight: 6, arbitrary: anyGoodsReward(scale) }, { weight: 3, arbitrary: anyBasketReward(scale) }, { weight: 3, arbitrary: anyLaterReward(scale) });
  const exclusive = fc.record({ on: fc.constantFrom('line' as const, 'receipt' as const), resolve: fc.constantFrom('priority' as const, 'best' as const) });
  return fc
    .record({
      groupId: fc.constantFrom('one', 'one', 'two', 'three'),
      priority: fc.nat({ max: 2 }),
      when: anyCondition(scale),
      goods: anySelector(scale),
      gifts: fc.uniqueArray(fc.constantFrom(...smallSkus), { minLength: 1, maxLength: 2 }),
      reward,
      limits: fc.option(anyLimits(scale), { nil: undefined, freq: 3 }),
      exclusive: withExclusives ? fc.option(exclusive, { nil: undefined, freq: 5 }) : fc.constant(undefined),
    })
    .map(({ gifts, limits, exclusive, ...draft }) => ({
      ...draft,
      goods: goodsFor(draft.reward, draft.goods, gifts),
      ...(limits === undefined || draft.reward.kind === 'round-down' ? {} : { limits: limitsThatFit(limits, draft.reward) }),
      ...(exclusive === undefined || !isDiscount(draft.reward) ? {} : { exclusive }),
    }));
}

function anyLimits(scale: number): fc.Arbitrary<Limits> {
  const count = fc.integer({ min: 1, max: 3 });
  return fc.record(
    {
      unitsPerLine: count,
      units: count,
      times: count,
      discountMinor: fc.nat({ max: 30 }).map((small) => small * scale),
      perCustomer: fc.record({ times: count, period: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const, 'ever' as const) }),
      budget: fc.record({ whenOver: fc.constantFrom('cut' as const, 'skip' as const) }),
    },
    { requiredKeys: [] },
  );
}

/** A gift names its goods by sku; the goods of sets are those of their parts. */
function goodsFor(reward: Reward, goods: GoodsSelector, gifts: string[]): GoodsSelector {
  if (reward.kind === 'gift') return { kind: 'sku', skus: gifts };
  if (reward.kind === 'sets') return { kind: 'any', of: reward.sets.flatMap(({ parts }) => parts.map((part) => part.goods)) };
  return goods;
}

/** Only the limits that mean something for the reward. */
function limitsThatFit({ units, unitsPerLine, times, discountMinor, perCustomer, budget }: Limits, reward: Reward): Limits {
  const isOnGoods = reward.kind.startsWith('goods-');
  const isRepeated = reward.kind === 'nth-unit' || reward.kind === 'buy-get' || reward.kind === 'sets';
  return {
    ...((isOnGoods || reward.kind === 'buy-get') && units !== undefined ? { units } : {}),
    ...(isOnGoods && unitsPerLine !== undefined ? { unitsPerLine } : {}),
    ...(isRepeated && times !== undefined ? { times } : {}),
    ...(isDiscount(reward) && discountMinor !== undefined ? { discountMinor } : {}),
    ...(isDiscount(reward) && budget !== undefined ? { budget } : {}),
    ...(perCustomer === undefined ? {} : { perCustomer }),
  };
}

/** One of those that compete. */
export function isDiscount({ kind }: Reward): boolean {
  return !['round-down', 'points-percent', 'points-fixed', 'points-per-unit', 'points-multiplier', 'issue-coupon', 'message'].includes(kind);
}
