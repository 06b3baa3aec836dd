import type { Condition, Exclusive, GoodsSelector, Promotion, PromotionGroup, Reward } from '../../../agent/domain/promotions/promotion.ts';
import type { NameBook } from '../name-book.ts';
import { over } from '../shop.ts';
import { NotExpressible } from '../suite.ts';
import { isUsedUp, type Ranked } from './acting.ts';
import type { SyliusAction, SyliusPromotion } from './case.ts';
import { conditionOf, selectorOf } from './conditions.ts';

/** A percentage of a unit is of its first price, so it comes before what is taken off in money; the whole order comes last, and delivery with it. */
export const groups: PromotionGroup[] = [{ id: 'unit-percent', mode: 'stack' }, { id: 'unit-fixed', mode: 'stack' }, { id: 'basket', mode: 'stack' }];

/** The most percentages of one promotion whose overlaps are told apart: 2^n parts. */
const maxOverlaps = 6;

/** One promotion of Sylius may have several actions; ours have one each. */
export function promotionsOf({ promotion, rank }: Ranked, names: NameBook): Promotion[] {
  const parts = [...percentParts(promotion, names), ...promotion.actions.filter((action) => !isUnitPercent(action)).map((action) => partOf(action, names))];
  if (promotion.exclusive && parts.length !== 1) throw new NotExpressible('It is exclusive and does several things, or nothing; here each thing is a promotion and only one of them may stand alone.');
  const when = whenOf(promotion, names);
  const exclusive: { exclusive?: Exclusive } = promotion.exclusive ? { exclusive: { on: 'receipt', resolve: 'priority' } } : {};
  const limits = promotion.couponPerCustomer === undefined ? {} : { limits: { perCustomer: { times: promotion.couponPerCustomer, period: 'ever' as const } } };
  return parts.map((part, place) => ({ id: `${rank}.${place}`, name: { ru: promotion.name || '-' }, priority: rank, when, ...part, ...exclusive, ...limits }));
}

type Part = Pick<Promotion, 'groupId' | 'goods' | 'reward'>;

function whenOf(promotion: SyliusPromotion, names: NameBook): Condition {
  const { conditions, couponBased, coupon, couponState, active } = promotion;
  const of = conditions.map((rule) => conditionOf(rule, names));
  // Who asks for a coupon and names none asks for one that nobody has.
  if (couponBased) of.push(coupon === undefined ? over : { kind: 'coupon', couponIds: [names.idOf(`coupon ${coupon}`)] });
  if (couponState !== undefined && couponState !== 'expired') throw new NotExpressible(`Its coupon is "${couponState}", which has no translation.`);
  if (active === false || couponState === 'expired' || isUsedUp(promotion)) of.push(over);
  return { kind: 'all', of };
}

function partOf(action: SyliusAction, names: NameBook): Part {
  const reward = rewardOf(action);
  if (action.scope === 'unit') return { groupId: 'unit-fixed', goods: selectorOf(action.filter, names), reward };
  if (action.filter !== undefined) throw new NotExpressible('It filters goods for a discount that is not on goods.');
  return { groupId: 'basket', goods: action.scope === 'shipping' ? { kind: 'delivery' } : { kind: 'all' }, reward };
}

function rewardOf({ scope, kind, value }: SyliusAction): Reward {
  if (scope !== 'unit' && scope !== 'order' && scope !== 'shipping') throw new NotExpressible(`It discounts "${scope}", which has no translation.`);
  if (kind === 'percent') return { kind: 'basket-percent', basisPoints: basisPoints(value) };
  if (kind !== 'fixed') throw new NotExpressible(`Its discount is of the kind "${kind}", which has no translation.`);
  if (!Number.isSafeInteger(value) || value < 0) throw new NotExpressible(`Its discount of ${value} is no whole number of cents.`);
  return scope === 'unit' ? { kind: 'goods-amount', amountMinor: value } : { kind: 'basket-amount', amountMinor: value };
}

/** Percentages of one promotion add up where they meet, each being of the first price: every way in which they meet is a part of its own. */
function percentParts({ actions }: SyliusPromotion, names: NameBook): Part[] {
  const percents = actions.filter(isUnitPercent).map(({ value, filter }) => ({ goods: selectorOf(filter, names), basisPoints: basisPoints(value) }));
  if (percents.length > maxOverlaps) throw new NotExpressible(`More than ${maxOverlaps} percentages of one promotion may meet on one good.`);
  const parts: Part[] = [];
  for (let chosen = 1; chosen < 2 ** percents.length; chosen += 1) {
    const inside = percents.filter((_, place) => (chosen >> place) % 2 === 1);
    const outside = percents.filter((_, place) => (chosen >> place) % 2 === 0).map(({ goods }) => goods);
    const sum = inside.reduce((total, percent) => total + percent.basisPoints, 0);
    parts.push({ groupId: 'unit-percent', goods: onlyIn(inside.map(({ goods }) => goods), outside), reward: { kind: 'goods-percent', basisPoints: Math.min(sum, 10_000) } });
  }
  return parts;
}

function onlyIn(inside: GoodsSelector[], outside: GoodsSelector[]): GoodsSelector {
  const from: GoodsSelector = { kind: 'every', of: inside };
  return outside.length === 0 ? from : { kind: 'except', from, without: { kind: 'any', of: outside } };
}

function isUnitPercent({ scope, kind }: SyliusAction): boolean {
  return scope === 'unit' && kind === 'percent';
}

function basisPoints(percent: number): number {
  const points = Math.round(percent * 100);
  if (percent < 0 || percent > 100 || Math.abs(points - percent * 100) > 1e-6) throw new NotExpressible(`A discount of ${percent} % is finer than a hundredth of a percent, or more than the whole.`);
  return points;
}
