import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import { sumOf } from '../give.ts';
import { Places } from '../units/places.ts';
import { countSets } from '../units/sets.ts';
import type { UnitsRewardOf } from '../units/units-reward.ts';
import { unitsOf, type WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import { describeWanted } from './describe-goods.ts';
import type { NextStep } from './next-step.ts';
import { reason } from './reason.ts';

/** The set that lacks fewest units beside those that are packed. Which units a set may use is a matching, as when sets are packed. */
export function nextSetOf({ facts, compiled }: WorkingSale, promotion: CompiledPromotion, reward: UnitsRewardOf<'sets'>, lines: readonly WorkingLine[]): NextStep {
  const { times } = promotion.limits;
  const counts = countSets(promotion, reward, lines, facts);
  const packed = sumOf(counts);
  if (times !== undefined && packed >= times) return { isReached: true, reasons: [reason('room.times-limit', { limitTimes: times })] };

  const selectors = promotion.parts.flat();
  const fits = lines.map((line) => [...selectors.keys()].filter((part) => selectors[part]?.(line, facts) === true));
  const parts = reward.sets.flatMap((set, index) => set.parts.map((part) => ({ ...part, set: index })));
  const filled = new Places(fits, parts.length);
  for (const [part, { set, units }] of parts.entries()) filled.add(part, units * (counts[set] ?? 0));
  const left = seat(filled, lines.map(unitsOf));
  // A place once filled stays so: what is open then is of the set that was added.
  const lacking = reward.sets.map((_, index) => {
    const places = filled.copy();
    for (const [part, { set, units }] of parts.entries()) if (set === index) places.add(part, units);
    seat(places, left);
    return { missingUnits: places.open, goods: parts.filter((_part, place) => places.openIn(place) > 0).map(({ goods }) => describeWanted(goods, compiled)) };
  });
  // The goods are there, and cost no less as a set.
  if (packed === 0 && lacking.some(({ missingUnits }) => missingUnits === 0)) return { isReached: true, reasons: [] };
  const [least] = lacking.filter(({ missingUnits }) => missingUnits > 0).toSorted((a, b) => a.missingUnits - b.missingUnits);
  return { isReached: packed > 0, reasons: least === undefined ? [] : [reason('more.for-set', { missingUnits: least.missingUnits }, least.goods)] };
}

/** Gives a place to as many units as can have one, and says how many of each line have none. */
function seat(places: Places, units: readonly number[]): number[] {
  return units.map((all, fit) => {
    let left = all;
    for (let seated = 1; left > 0 && seated > 0; left -= seated) seated = places.fill(fit, left);
    return left;
  });
}
