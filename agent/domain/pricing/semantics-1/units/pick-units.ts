/** Rewards that act on the cheapest or the dearest units of the promotion's goods. */
import type { Limits } from '../../../promotions/promotion.ts';
import type { LineReward } from '../../../promotions/stages.ts';
import { unreachable } from '../../../unreachable.ts';
import { offUnits } from '../off.ts';
import type { Proposal } from '../proposal.ts';
import { roomOf, type WorkingLine } from '../working-line.ts';
import { propose, proposeOff } from './propose-off.ts';
import { countUnits, firstUnits, poolOf, type UnitRun } from './unit-pool.ts';
import type { UnitsRewardOf } from './units-reward.ts';

/** Of every `every` units of the goods one. All the goods count towards it, so all their lines are claimed. */
export function proposeNthUnit({ every, off, pick }: UnitsRewardOf<'nth-unit'>, { times = Number.MAX_SAFE_INTEGER }: Limits, goods: readonly WorkingLine[]): Proposal | undefined {
  const count = Math.min(Math.floor(countUnits(goods) / every), times);
  return count === 0 ? undefined : proposeOff(off, firstUnits(poolOf(goods, pick), count), goods);
}

/** So many units, or as many of them as there are. */
export function proposeSomeUnits({ count, off, pick }: Pick<UnitsRewardOf<'some-units'>, 'count' | 'off' | 'pick'>, goods: readonly WorkingLine[]): Proposal | undefined {
  return proposeOff(off, firstUnits(poolOf(goods, pick), count));
}

/** Rewards on goods whose limit counts over the receipt: the dearest units within it, of no line more than `limits.unitsPerLine`. */
export function proposeGoods(reward: LineReward, { units = Number.MAX_SAFE_INTEGER, unitsPerLine }: Limits, goods: readonly WorkingLine[]): Proposal | undefined {
  return propose(firstUnits(poolOf(goods, 'dearest', unitsPerLine), units), (run) => offRun(reward, run));
}

function offRun(reward: LineReward, { line, count }: UnitRun): number {
  switch (reward.kind) {
    case 'goods-percent':
      return offUnits({ kind: 'percent', basisPoints: reward.basisPoints }, line, count);
    case 'goods-amount':
      return reward.per === 'line' ? Math.min(reward.amountMinor, roomOf(line)) : offUnits({ kind: 'amount', amountMinor: reward.amountMinor }, line, count);
    case 'goods-price':
      return offUnits({ kind: 'price', priceMinor: reward.priceMinor }, line, count);
    default:
      return unreachable(reward);
  }
}
