import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import type { Proposal } from '../proposal.ts';
import type { WorkingLine } from '../working-line.ts';
import { proposeSomeUnits } from './pick-units.ts';
import { countUnits } from './unit-pool.ts';
import type { UnitsRewardOf } from './units-reward.ts';

/** What of the gift is in the basket costs nothing, the cheapest units first. */
export function proposeGift({ units }: UnitsRewardOf<'gift'>, goods: readonly WorkingLine[]): Proposal | undefined {
  return proposeSomeUnits({ count: units, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' }, goods);
}

/** How many units of a gift are not among `lines`, the goods of the promotion that are in the basket, and may be offered; 0 for a promotion that is no gift. */
export function unitsMissing({ reward }: CompiledPromotion, lines: readonly WorkingLine[]): number {
  return reward.kind === 'gift' ? Math.max(0, reward.units - countUnits(lines)) : 0;
}
