import { grossOf, linesOf, mayAct, mostOff, precedence, type Ranked } from './acting.ts';
import { type Cart, filterSelects } from './cart.ts';
import type { SyliusAction, SyliusCase, SyliusPromotion } from './case.ts';
import { sumRuleOf } from './conditions.ts';

interface Act {
  promotion: SyliusPromotion;
  rank: number;
  place: number;
  action: SyliusAction;
}

/**
 * Sylius applies promotions strictly by priority, takes every percentage of a unit from its first price and asks each rule anew; our stages have an
 * order of their own. The first reason why that could be seen in this cart, or undefined: looked at before anything is priced, never at what is expected.
 */
export function findConflict(ranked: readonly Ranked[], cart: Cart, read: SyliusCase): string | undefined {
  const acts = ranked
    .filter(({ promotion }) => mayAct(promotion, read))
    .flatMap(({ promotion, rank }) => promotion.actions.map((action, place) => ({ promotion, rank, place, action })));
  for (const first of acts) {
    for (const second of acts) {
      if (first === second || !meet(first, second, cart, read)) continue;
      const conflict = conflictOf(first, second);
      if (conflict !== undefined) return conflict;
    }
    if (asksUnseenSum(first, acts, cart, read)) {
      return 'Its rule asks for a sum after the discount of another promotion of the same stage; here a sum after discounts is that before the stage began.';
    }
  }
  return ranked.some(({ promotion }) => mayAct(promotion, read) && roundsEach(promotion, cart, read)) ? 'Its percentages meet, and Sylius rounds each of them; here their sum is rounded.' : undefined;
}

/** Do percentages of one promotion, each rounded, add up to something else than their sum, rounded? */
function roundsEach({ actions }: SyliusPromotion, cart: Cart, read: SyliusCase): boolean {
  const meets = (minor: number, values: readonly number[]): boolean =>
    values.length > 1 && values.reduce((sum, value) => sum + percentOf(minor, value), 0) !== percentOf(minor, values.reduce((sum, value) => sum + value, 0));
  const percents = actions.filter(({ kind }) => kind === 'percent');
  return (
    meets(cart.deliveryMinor ?? 0, percents.filter(({ scope }) => scope === 'shipping').map(({ value }) => value)) ||
    cart.lines.some((line) => meets(line.unitPriceMinor, percents.filter(({ scope, filter }) => scope === 'unit' && filterSelects(filter, line, read)).map(({ value }) => value)))
  );
}

function percentOf(minor: number, percent: number): number {
  return Math.floor((minor * Math.round(percent * 100) + 5000) / 10_000);
}

/** Can both act in one sale on something that both discount? */
function meet(a: Act, b: Act, cart: Cart, read: SyliusCase): boolean {
  if (a.promotion !== b.promotion && (a.promotion.exclusive || b.promotion.exclusive)) return false;
  if (a.action.scope === 'shipping' || b.action.scope === 'shipping') return a.action.scope === b.action.scope;
  const others = new Set(linesOf(b.action, cart, read));
  return linesOf(a.action, cart, read).some((line) => others.has(line));
}

function conflictOf(first: Act, second: Act): string | undefined {
  const a = first.action;
  const b = second.action;
  if (isBefore(first, second) && a.scope === 'order' && b.scope === 'unit') {
    return 'It discounts the whole order before single goods; here discounts on goods come before those on the basket.';
  }
  if (isBefore(first, second) && first.promotion.couponBased && !second.promotion.couponBased) {
    return 'Its coupon acts before a promotion without one; here coupons come last, so that they take of what is left to pay.';
  }
  if (first.promotion === second.promotion || b.scope === 'order' || !isPartOf(b)) return undefined;
  if (isPartOf(a) && a.scope === b.scope) return 'Two promotions each take a percentage of the first price; here a percentage is taken of what is left.';
  if (second.promotion.couponBased && !first.promotion.couponBased) return 'Its coupon takes a percentage of the first price of goods that another promotion discounted; here a percentage is taken of what is left.';
  return undefined;
}

function isBefore(a: Act, b: Act): boolean {
  return a.promotion === b.promotion ? a.place < b.place : precedence(a, b) > 0;
}

/** Less than the whole: of the whole nothing remains, whatever it was taken of. */
function isPartOf({ kind, value }: SyliusAction): boolean {
  return kind === 'percent' && value < 100;
}

/** Does a rule on a sum hold or not by what another promotion takes off, and is that one seen there and not here, or here and not there? */
function asksUnseenSum({ promotion, rank, action }: Act, acts: readonly Act[], cart: Cart, read: SyliusCase): boolean {
  return promotion.conditions.some((rule) => {
    const sum = sumRuleOf(rule);
    if (sum === undefined) return false;
    const { minMinor, taxon } = sum;
    const lines = taxon === undefined ? cart.lines : cart.lines.filter(({ product }) => read.products[product]?.taxons.includes(taxon));
    const unclearMinor = acts.reduce((off, other) => {
      if (other.promotion !== promotion && (promotion.exclusive || other.promotion.exclusive)) return off;
      const isSeenHere = round(other) < round({ promotion, action }) || (round(other) === round({ promotion, action }) && stage(other.action) < stage(action));
      const first = other.promotion === promotion ? -1 : precedence(other, { promotion, rank });
      const isAlike = isSeenHere ? first > 0 : first < 0;
      return isAlike ? off : off + mostOff(other.action, cart, read);
    }, 0);
    return grossOf(lines) >= minMinor && grossOf(lines) - unclearMinor < minMinor;
  });
}

function round({ promotion }: Pick<Act, 'promotion' | 'action'>): number {
  return promotion.couponBased ? 1 : 0;
}

function stage({ scope }: SyliusAction): number {
  return scope === 'unit' ? 0 : 1;
}
