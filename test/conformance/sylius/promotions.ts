import type { Condition, GoodsSelector, Promotion, PromotionGroup, Reward } from '../../../agent/domain/promotions/promotion.ts';
import type { NameBook } from '../name-book.ts';
import { over } from '../shop.ts';
import { NotExpressible } from '../suite.ts';
import { isUsedUp, type Ranked } from './acting.ts';
import type { SyliusAction, SyliusPromotion } from './case.ts';
import { conditionOf, selectorOf, type SumOf } from './conditions.ts';

/** A percentage of a unit is of its first price, so it comes before what is taken off in money; the whole order comes last, and delivery with it. */
export const groups: PromotionGroup[] = [{ id: 'unit-percent', mode: 'stack' }, { id: 'unit-fixed', mode: 'stack' }, { id: 'basket', mode: 'stack' }];

/** The most percentages of one promotion whose overlaps are told apart: 2^n parts. */
const maxOverlaps = 6;

/**
 * One promotion of Sylius may have several actions; ours have one each. An exclusive one keeps the others away wherever its rules hold, even if it then
 * gives nothing, so that its rules are what the others must not meet: seen before anything was taken off, as Sylius looks at them first.
 */
export function promotionsOf({ promotion, rank }: Ranked, exclusives: readonly Ranked[], names: NameBook): Promotion[] {
  const parts = [...percentParts(promotion, names), ...shippingPercentPart(promotion), ...promotion.actions.filter((action) => !isUnitPercent(action) && !isShippingPercent(action)).map((action) => partOf(action, names))];
  const before = exclusives.filter((other) => other.promotion !== promotion && (!promotion.exclusive || other.rank < rank));
  const own = whenOf(promotion, 'net', names);
  const when: Condition = before.length === 0 ? own : { kind: 'all', of: [own, ...before.map((other): Condition => ({ kind: 'not', of: whenOf(other.promotion, 'gross', names) }))] };
  const limits = promotion.couponPerCustomer === undefined ? {} : { limits: { perCustomer: { times: promotion.couponPerCustomer, period: 'ever' as const } } };
  const named = { name: { ru: promotion.name || '-' }, priority: rank };
  return [...parts.map((part, place) => ({ id: `${rank}.${place}`, ...named, when, ...part, ...limits })), ...acceptedOf(promotion, names).map((part) => ({ id: `${rank}.accepted`, ...named, when: own, ...part }))];
}

type Part = Pick<Promotion, 'groupId' | 'goods' | 'reward'>;

/** A coupon whose rules hold is accepted there, also where it takes nothing off; here a message makes it one that was applied. */
function acceptedOf({ couponBased, coupon }: SyliusPromotion, names: NameBook): Part[] {
  if (!couponBased || coupon === undefined) return [];
  return [{ groupId: 'basket', goods: { kind: 'all' }, reward: { kind: 'message', to: 'cashier', text: { ru: names.idOf(`coupon ${coupon}`) } } }];
}

function whenOf(promotion: SyliusPromotion, sumOf: SumOf, names: NameBook): Condition {
  const { conditions, couponBased, coupon, couponState, active } = promotion;
  const of = conditions.map((rule) => conditionOf(rule, sumOf, names));
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

/** So do percentages of the delivery. */
function shippingPercentPart({ actions }: SyliusPromotion): Part[] {
  const percents = actions.filter(isShippingPercent);
  const [first] = percents;
  if (first === undefined) return [];
  const sum = percents.reduce((total, { value }) => total + basisPoints(value), 0);
  if (percents.some(({ filter }) => filter !== undefined)) throw new NotExpressible('It filters goods for a discount that is not on goods.');
  return [{ groupId: 'basket', goods: { kind: 'delivery' }, reward: { kind: 'basket-percent', basisPoints: Math.min(sum, 10_000) } }];
}

function onlyIn(inside: GoodsSelector[], outside: GoodsSelector[]): GoodsSelector {
  const from: GoodsSelector = { kind: 'every', of: inside };
  return outside.length === 0 ? from : { kind: 'except', from, without: { kind: 'any', of: outside } };
}

function isUnitPercent({ scope, kind }: SyliusAction): boolean {
  return scope === 'unit' && kind === 'percent';
}

function isShippingPercent({ scope, kind }: SyliusAction): boolean {
  return scope === 'shipping' && kind === 'percent';
}

function basisPoints(percent: number): number {
  const points = Math.round(percent * 100);
  if (percent < 0 || percent > 100 || Math.abs(points - percent * 100) > 1e-6) throw new NotExpressible(`A discount of ${percent} % is finer than a hundredth of a percent, or more than the whole.`);
  return points;
}
