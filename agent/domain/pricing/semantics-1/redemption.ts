import { isStrongEnough, maySpend } from '../../customer/rights.ts';
import { allocate } from '../../money/allocate.ts';
import { mulDiv } from '../../money/mul-div.ts';
import { isGood } from '../../promotions/compile-selector.ts';
import type { PricedSale, RedemptionLimit } from '../priced-sale.ts';
import { before } from './give.ts';
import type { WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** Pays with points what a hold or an allowance authorised and the rules allow, and says how many points the sale could take. */
export function applyRedemption(sale: WorkingSale): PricedSale['redeemable'] {
  const refused = whoMayNot(sale);
  if (refused !== undefined) return { maxPoints: 0, limitedBy: refused };
  const { saleMinor, takingMinor, redeemableMinor } = sumsOf(sale);
  if (redeemableMinor === 0) return { maxPoints: 0, limitedBy: 'goods' };

  const { input, compiled: { bundle: { redemption, points: { valueMinor } } } } = sale;
  const { stepPoints, maxShareBasisPoints, minMoneyMinor = 0 } = redemption;
  const byShare = inSteps(mulDiv(Math.min(mulDiv(takingMinor, maxShareBasisPoints, 10_000, 'floor'), redeemableMinor), 1, valueMinor, 'floor'), stepPoints);
  const byMoney = inSteps(mulDiv(Math.max(0, saleMinor - minMoneyMinor), 1, valueMinor, 'floor'), stepPoints);
  const may = input.mayRedeem ?? { points: Math.max(0, input.customer?.availablePoints ?? 0), limitedBy: 'balance' };
  const mayPoints = inSteps(may.points, stepPoints);

  pay(sale, inSteps(Math.min(input.redeemPoints ?? 0, byShare, byMoney), stepPoints));
  if (mayPoints < byShare && mayPoints <= byMoney) return { maxPoints: mayPoints, limitedBy: may.limitedBy };
  return byMoney < byShare ? { maxPoints: byMoney, limitedBy: 'min-money' } : { maxPoints: byShare, limitedBy: 'share' };
}

function whoMayNot({ input: { customer, identifiedBy }, facts, compiled }: WorkingSale): RedemptionLimit | undefined {
  if (customer === undefined) return 'no-customer';
  if (facts.external !== undefined) return 'external';
  if (!maySpend(customer.card.state)) return 'card-state';
  return isStrongEnough(identifiedBy, compiled.bundle.redemption.minStrengthToRedeem) ? undefined : 'identification';
}

/** What points could pay, of the lines as they stand. */
export interface RedemptionSums {
  /** What the whole sale costs after discounts */
  saleMinor: number;
  /** Of it the goods that take points */
  takingMinor: number;
  /** Of them what points may pay */
  redeemableMinor: number;
}

export function sumsOf(sale: WorkingSale): RedemptionSums {
  const sums: RedemptionSums = { saleMinor: 0, takingMinor: 0, redeemableMinor: 0 };
  for (const line of sale.lines) {
    sums.saleMinor += line.leftMinor;
    if (!takesPoints(line, sale)) continue;
    sums.takingMinor += line.leftMinor;
    sums.redeemableMinor += aboveMinPrice(line);
  }
  return sums;
}

function pay(sale: WorkingSale, pointsSpent: number): void {
  if (pointsSpent === 0) return;
  const lines = sale.lines.filter((line) => takesPoints(line, sale));
  const ties = before(lines);
  const paid = allocate(pointsSpent * sale.compiled.bundle.points.valueMinor, lines.map(aboveMinPrice), ties);
  const points = allocate(pointsSpent, paid, ties);
  for (const [index, line] of lines.entries()) {
    line.pointsPaidMinor = paid[index] ?? 0;
    line.pointsSpent = points[index] ?? 0;
  }
}

export function takesPoints(line: WorkingLine, { compiled: { redeemableGoods }, facts }: WorkingSale): boolean {
  return !line.promotions.takesNoPoints && (redeemableGoods === undefined ? isGood(line) : redeemableGoods(line, facts));
}

/** What points may pay of the line: all but its minimum price. */
function aboveMinPrice({ leftMinor, minPriceFloorMinor }: WorkingLine): number {
  return leftMinor > minPriceFloorMinor ? leftMinor - minPriceFloorMinor : 0;
}

function inSteps(points: number, stepPoints: number): number {
  return points - (points % stepPoints);
}
