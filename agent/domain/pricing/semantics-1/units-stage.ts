import type { Turn } from '../../promotions/promotion-index.ts';
import type { UnitsReward } from '../../promotions/stages.ts';
import type { Combination } from './combination.ts';
import { gather, type Gathered } from './gather.ts';
import { give, sumOf, withinLimits } from './give.ts';
import { mayUse } from './may-use.ts';
import { proposeUnits } from './units/propose-units.ts';
import type { WorkingSale } from './working-sale.ts';

/** Discounts on units of several lines together, one promotion after another. */
export function applyUnitsStage(sale: WorkingSale, turn: Turn, combination: Combination | undefined): void {
  for (const gathered of gather<UnitsReward>(sale, turn)) discountUnits(sale, gathered, combination);
}

export function discountUnits(sale: WorkingSale, { promotion, lines }: Gathered<UnitsReward>, combination: Combination | undefined): void {
  const open = lines.filter((line) => mayUse(promotion, line, sale.facts) && (combination === undefined || combination.allows(promotion, line)));
  const proposal = open.length === 0 ? undefined : proposeUnits(promotion, open, sale.facts);
  if (proposal === undefined) return;
  const givenMinor = withinLimits(sale, promotion, sumOf(proposal.amountsMinor));
  if (givenMinor === 0) return;
  give(promotion, proposal.lines, proposal.amountsMinor, givenMinor);
  sale.acts.push({ promotion, lines: proposal.lines });
  combination?.claim(promotion, proposal.claims);
}
