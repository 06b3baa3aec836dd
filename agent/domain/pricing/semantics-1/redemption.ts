import type { CompiledBundle } from '../../bundle/compiled.ts';
import { isStrongEnough, maySpend } from '../../customer/rights.ts';
import { allocate } from '../../money/allocate.ts';
import { mulDiv } from '../../money/mul-div.ts';
import type { PricedSale, RedemptionLimit } from '../priced-sale.ts';
import type { PricingInput } from '../pricing-input.ts';
import type { WorkingLine, WorkingSale } from './working-sale.ts';

/** Pays with points what the hold authorised and the rules allow, and says how many points the sale could take. */
export function applyRedemption(sale: WorkingSale, compiled: CompiledBundle, input: PricingInput): PricedSale['redeemable'] {
  const refused = whoMayNot(compiled, input);
  if (refused !== undefined) return { maxPoints: 0, limitedBy: refused };
  const redeemable = sale.lines.map(redeemableMinor);
  const redeemableSum = redeemable.reduce((sum, amount) => sum + amount, 0);
  if (redeemableSum === 0) return { maxPoints: 0, limitedBy: 'goods' };

  const { redemption, points } = compiled.bundle;
  const netMinor = sale.lines.reduce((sum, line) => sum + (takesPoints(line) ? line.leftMinor : 0), 0);
  const capMinor = Math.min(mulDiv(netMinor, redemption.maxShareBasisPoints, 10_000, 'floor'), redeemableSum);
  const capPoints = inSteps(mulDiv(capMinor, 1, points.valueMinor, 'floor'));
  const balancePoints = inSteps(Math.max(0, input.customer?.availablePoints ?? 0));

  pay(sale.lines, redeemable, inSteps(Math.min(input.redeemPoints ?? 0, capPoints)), points.valueMinor);
  return balancePoints < capPoints ? { maxPoints: balancePoints, limitedBy: 'balance' } : { maxPoints: capPoints, limitedBy: 'share' };

  function inSteps(amount: number): number {
    return amount - (amount % redemption.stepPoints);
  }
}

function whoMayNot(compiled: CompiledBundle, { customer, identifiedBy }: PricingInput): RedemptionLimit | undefined {
  if (customer === undefined) return 'no-customer';
  if (!maySpend(customer.card.state)) return 'card-state';
  return isStrongEnough(identifiedBy, compiled.bundle.redemption.minStrengthToRedeem) ? undefined : 'identification';
}

function pay(lines: readonly WorkingLine[], redeemable: readonly number[], pointsSpent: number, valueMinor: number): void {
  if (pointsSpent === 0) return;
  const paid = allocate(pointsSpent * valueMinor, redeemable);
  const points = allocate(pointsSpent, paid);
  for (const [index, line] of lines.entries()) {
    line.pointsPaidMinor = paid[index] ?? 0;
    line.pointsSpent = points[index] ?? 0;
  }
}

function takesPoints(line: WorkingLine): boolean {
  return line.good?.good.noRedemption !== true;
}

/** What points may pay of the line: all but its minimum price. */
function redeemableMinor(line: WorkingLine): number {
  return takesPoints(line) ? Math.max(0, line.leftMinor - line.minPriceFloorMinor) : 0;
}
