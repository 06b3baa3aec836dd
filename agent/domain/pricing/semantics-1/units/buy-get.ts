import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import type { Limits } from '../../../promotions/promotion.ts';
import type { SaleFacts } from '../../../promotions/sale-facts.ts';
import type { Proposal } from '../proposal.ts';
import type { WorkingLine } from '../working-line.ts';
import { proposeOff } from './propose-off.ts';
import { countUnits, firstUnits, poolOf, type UnitRun } from './unit-pool.ts';
import type { UnitsRewardOf } from './units-reward.ts';

type BuyGet = UnitsRewardOf<'buy-get'>;

/** Lines by what their units may be: a unit that may be both is one of the two only. */
interface Goods {
  readonly toBuy: readonly WorkingLine[];
  readonly toBuyOrGet: readonly WorkingLine[];
  readonly toGet: readonly WorkingLine[];
}

/**
 * For `buyUnits` bought, `getUnits` with the off, again and again within the limits; the last time perhaps fewer. Bought are first units that cannot be got, then those that leave to be got what `pick` names.
 */
export function proposeBuyGet(promotion: CompiledPromotion, reward: BuyGet, lines: readonly WorkingLine[], facts: SaleFacts): Proposal | undefined {
  const goods = divide(promotion, lines, facts);
  const most = mostUnits(reward, promotion.limits);
  // No unit is bought for a time that may get none any more.
  const times = Math.min(timesOf(reward, goods), Math.ceil(most / reward.getUnits));
  if (times === 0) return undefined;
  const { pick, off } = reward;
  const opposite = pick === 'cheapest' ? 'dearest' : 'cheapest';
  const bought = firstUnits([...poolOf(goods.toBuy, opposite), ...poolOf(goods.toBuyOrGet, opposite)], times * reward.buyUnits);
  const got = firstUnits(without(poolOf([...goods.toBuyOrGet, ...goods.toGet], pick), bought), Math.min(times * reward.getUnits, most));
  return proposeOff(off, got, [...new Set([...bought, ...got].map(({ line }) => line))]);
}

/** How many units the limits let a receipt get. */
export function mostUnits({ getUnits, complete }: Pick<BuyGet, 'getUnits' | 'complete'>, { times, units = Number.MAX_SAFE_INTEGER }: Limits): number {
  const whole = complete === true ? units - (units % getUnits) : units;
  return times === undefined ? whole : Math.min(times * getUnits, whole);
}

/**
 * The largest number of times for which all units can be bought and, the last time, at least one can be got (all of them, where only complete times count). Enough units to buy, enough to get and enough altogether is all
 * that takes: Hall's theorem for two wishes.
 */
function timesOf({ buyUnits, getUnits, complete }: Pick<BuyGet, 'buyUnits' | 'getUnits' | 'complete'>, { toBuy, toBuyOrGet, toGet }: Goods): number {
  const [onlyBuy, both, onlyGet] = [countUnits(toBuy), countUnits(toBuyOrGet), countUnits(toGet)];
  // n − 1 full times and one unit
  const mayBeMissing = complete === true ? 0 : getUnits - 1;
  return Math.min(
    Math.floor((onlyBuy + both) / buyUnits),
    Math.floor((both + onlyGet + mayBeMissing) / getUnits),
    Math.floor((onlyBuy + both + onlyGet + mayBeMissing) / (buyUnits + getUnits)),
  );
}

function divide({ selects, buys }: CompiledPromotion, lines: readonly WorkingLine[], facts: SaleFacts): Goods {
  const [toBuy, toBuyOrGet, toGet]: [WorkingLine[], WorkingLine[], WorkingLine[]] = [[], [], []];
  for (const line of lines) {
    const isBought = buys?.(line, facts) === true;
    if (!line.takesDiscounts || !selects(line, facts)) {
      if (isBought) toBuy.push(line);
    } else if (isBought) {
      toBuyOrGet.push(line);
    } else {
      toGet.push(line);
    }
  }
  return { toBuy, toBuyOrGet, toGet };
}

function without(pool: readonly UnitRun[], taken: readonly UnitRun[]): UnitRun[] {
  const takenOf = new Map(taken.map(({ line, count }) => [line, count]));
  return pool.map(({ line, count }) => ({ line, count: count - (takenOf.get(line) ?? 0) })).filter(({ count }) => count > 0);
}
