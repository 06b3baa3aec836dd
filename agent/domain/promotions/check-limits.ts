import type { Problem } from './problem.ts';
import type { Limits, Promotion, Reward } from './promotion.ts';

type Kind = Reward['kind'];

const onGoods: ReadonlySet<Kind> = new Set<Kind>(['goods-percent', 'goods-amount', 'goods-price']);
const repeatable: ReadonlySet<Kind> = new Set<Kind>(['nth-unit', 'buy-get', 'sets']);
/** Money off that promotions compete for. Rounding is none: it comes after them, and belongs to the receipt. */
const discounts: ReadonlySet<Kind> = new Set<Kind>([
  ...onGoods, ...repeatable, 'some-units', 'quantity-tiers', 'gift', 'basket-percent', 'basket-amount', 'spend-ladder',
]);

const meaningful: readonly { readonly field: keyof Limits; readonly kinds: ReadonlySet<Kind> }[] = [
  { field: 'unitsPerLine', kinds: onGoods },
  { field: 'units', kinds: new Set<Kind>([...onGoods, 'buy-get']) },
  { field: 'times', kinds: repeatable },
  { field: 'discountMinor', kinds: discounts },
  { field: 'budget', kinds: discounts },
];

/** A limit that means nothing for the reward would be silence where somebody meant to save money. */
export function findLimitProblem({ reward, limits, exclusive }: Promotion): Problem | undefined {
  const { kind } = reward;
  if (exclusive !== undefined && !discounts.has(kind)) return { path: '/exclusive', detail: `means nothing for ${kind}: only discounts exclude one another` };
  if (limits === undefined) return undefined;
  const meaningless = meaningful.find(({ field, kinds }) => limits[field] !== undefined && !kinds.has(kind));
  if (meaningless !== undefined) return { path: `/limits/${meaningless.field}`, detail: `means nothing for ${kind}; it limits ${[...meaningless.kinds].join(', ')}` };
  const isNeverComplete = kind === 'buy-get' && reward.complete === true && limits.units !== undefined && limits.units < reward.getUnits;
  return isNeverComplete ? { path: '/limits/units', detail: `must be at least getUnits, ${reward.getUnits}: fewer are never complete` } : undefined;
}
