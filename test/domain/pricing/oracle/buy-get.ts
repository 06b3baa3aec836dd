import type { Promotion, Reward } from '../../../../agent/domain/promotions/promotion.ts';
import { inOrderOf, type Unit } from './units.ts';
import { noWish, type Wish, wishOff } from './wish.ts';

type BuyGet = Extract<Reward, { kind: 'buy-get' }>;

/** `isBought` and `isGot` say which pool a unit is in; it may be in both, and serves once. */
export function wishBuyGet(reward: BuyGet, limits: Promotion['limits'], units: readonly Unit[], isBought: (unit: Unit) => boolean, isGot: (unit: Unit) => boolean): Wish {
  const { buyUnits, getUnits, off, pick, complete } = reward;
  /** What must be there for the last time */
  const least = complete === true ? getUnits : 1;
  const onlyBought = units.filter((unit) => isBought(unit) && !isGot(unit));
  const both = units.filter((unit) => isBought(unit) && isGot(unit));
  const gettable = units.filter(isGot).length;
  const most = limits?.units ?? Infinity;
  let times = 0;
  while (times < (limits?.times ?? Infinity) && times * getUnits + least <= most && suffices(times + 1)) times += 1;
  if (times === 0) return noWish;

  // What shall be got stays: the cheap ones where the cheapest are got.
  const lastGot = pick === 'cheapest' ? 'dearest' : 'cheapest';
  const bought = [...inOrderOf(lastGot, onlyBought), ...inOrderOf(lastGot, both)].slice(0, times * buyUnits);
  const got = inOrderOf(pick, units.filter((unit) => isGot(unit) && !bought.includes(unit))).slice(0, Math.min(times * getUnits, most));
  return wishOff(off, got, [...bought, ...got]);

  function suffices(count: number): boolean {
    const fromBoth = Math.max(0, count * buyUnits - onlyBought.length);
    return fromBoth <= both.length && gettable - fromBoth >= (count - 1) * getUnits + least;
  }
}
