import { NotExpressible } from '../suite.ts';
import { countsOf } from './buy-get.ts';
import type { Thing } from './cart.ts';
import type { Planned } from './plan-all.ts';
import { isBuyGet } from './promotion-order.ts';

const stages = { line: 0, units: 1, basket: 2 } as const;

/** How promotions that meet on the same lines are to be told apart. */
export interface Meetings {
  /** Promotions whose units serve once, so that they share one group */
  sharing: ReadonlySet<Planned>;
  /** Lines whose units must be lines of their own for that */
  split: ReadonlySet<Thing>;
}

/** Looks at every two promotions of the call that meet in this cart. Refuses where our order of stages, or whose units serve whom, could be seen. */
export function meetingsOf(planned: readonly Planned[]): Meetings {
  const loaded = planned.filter((one) => one.mayAct);
  for (const [place, first] of loaded.entries()) {
    for (const second of loaded.slice(place + 1)) settle(first, second);
  }
  const buyGets = loaded.filter(({ promotion }) => isBuyGet(promotion));
  const split = new Set(buyGets.flatMap(concerned).filter((thing) => buyGets.filter((one) => concerned(one).includes(thing)).length > 1));
  const sharing = new Set(buyGets.filter((one) => concerned(one).some((thing) => split.has(thing))));
  refuseUnequalUnits([...sharing]);
  if (loaded.some((one) => !isBuyGet(one.promotion) && one.plan.discounts.some((thing) => split.has(thing)))) {
    throw new NotExpressible('Several promotions on what is bought and got share units with one that discounts whole lines.');
  }
  return { sharing, split };
}

function concerned({ plan: { discounts, needs } }: Planned): Thing[] {
  return [...new Set([...discounts, ...needs])];
}

function settle(first: Planned, second: Planned): void {
  const met = second.plan.discounts.filter((thing) => first.plan.discounts.includes(thing));
  if (met.length === 0) return;
  if (takesOnlySomeUnits(second, met)) throw new NotExpressible('It discounts only some units of goods that another promotion has made cheaper, as if these had not been discounted; here every unit has its share of what was taken off.');
  if (stages[first.plan.stage] <= stages[second.plan.stage]) return;
  if (isPercentOfAll(second)) moveToBasket(second);
  else throw new NotExpressible('Medusa applies promotions by their value, whatever they act on; here single goods come before what counts units, and that before the whole basket.');
}

function takesOnlySomeUnits({ promotion }: Planned, met: readonly Thing[]): boolean {
  const { allocation, max_quantity: max, target_type: target } = promotion.application_method;
  if (isBuyGet(promotion) || target === 'shipping_methods') return false;
  if (allocation === 'each') return met.some(({ units }) => units > (max ?? 1));
  return allocation === 'once';
}

/** A percentage of all goods is the same in every stage. */
function isPercentOfAll({ plan }: Planned): boolean {
  return plan.parts.every(({ reward, limits }) => reward.kind === 'goods-percent' && limits?.unitsPerLine === undefined);
}

function moveToBasket({ plan }: Planned): void {
  plan.stage = 'basket';
  for (const part of plan.parts) if (part.reward.kind === 'goods-percent') part.reward = { kind: 'basket-percent', basisPoints: part.reward.basisPoints };
}

/**
 * Units serve once here. In Medusa what one promotion gave may count as bought for the next, and what it took as bought may be given by the next.
 * Allowed only where that makes no difference: where no line is bought for one and got by the other, or where all is one line and both ways give the same.
 */
function refuseUnequalUnits(sharing: readonly Planned[]): void {
  const isMixed = sharing.some((one) => sharing.some((other) => one !== other && one.plan.needs.some((thing) => other.plan.discounts.includes(thing))));
  if (!isMixed) return;
  const [line, ...others] = [...new Set(sharing.flatMap(concerned))];
  if (line === undefined || others.length > 0 || givesOtherUnits(line, sharing)) {
    throw new NotExpressible('In Medusa units that one promotion gave away count as bought for the next; here a unit serves once.');
  }
}

/** Repetitions of each promotion in turn, by both ways of counting what is left of the line. */
function givesOtherUnits({ units }: Thing, sharing: readonly Planned[]): boolean {
  let left = units;
  let unbought = units;
  let ungot = units;
  return sharing.some(({ promotion }) => {
    const { buyUnits, getUnits, times } = countsOf(promotion);
    const both = buyUnits + getUnits;
    const here = Math.min(times, Math.floor(left / both));
    const there = Math.max(0, Math.min(times, Math.floor((unbought - buyUnits) / both) + 1, Math.floor(ungot / both)));
    left -= here * both;
    unbought -= here * buyUnits;
    ungot -= here * getUnits;
    // Several units are got here even if not all of them are there.
    return here !== there || (getUnits > 1 && (times > 1 || (here < times && left > buyUnits)));
  });
}
