import type { Proposal } from '../proposal.ts';
import { unitsOf, type WorkingLine } from '../working-line.ts';
import { proposeOff } from './propose-off.ts';
import type { UnitsRewardOf } from './units-reward.ts';

/** The highest tier that the goods together reach, off all of them. All of them count towards it, so all their lines are claimed. */
export function proposeQuantityTiers({ tiers }: UnitsRewardOf<'quantity-tiers'>, goods: readonly WorkingLine[]): Proposal | undefined {
  let quantityMilli = 0;
  for (const line of goods) quantityMilli += line.quantityMilli;
  let reached: UnitsRewardOf<'quantity-tiers'>['tiers'][number] | undefined;
  for (const tier of tiers) {
    if (tier.minMilli <= quantityMilli && (reached === undefined || tier.minMilli > reached.minMilli)) reached = tier;
  }
  return reached === undefined ? undefined : proposeOff(reached.off, goods.map((line) => ({ line, count: unitsOf(line) })), goods);
}
