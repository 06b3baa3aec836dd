import { applyAccrual } from './accrual.ts';
import { keepReceiptCap } from './receipt-cap.ts';
import { applyRedemption } from './redemption.ts';
import { applyRoundingStage } from './rounding-stage.ts';
import { beginStage, type WorkingSale } from './working-sale.ts';

/** The points that the sale would earn as its discounts are now. The lines' discounts are cut as the receipt's cap asks. */
export function pointsOfCombination(sale: WorkingSale): number {
  keepReceiptCap(sale);
  applyRoundingStage(sale);
  beginStage(sale);
  applyRedemption(sale);
  applyAccrual(sale);
  let points = 0;
  for (const line of sale.lines) {
    points += line.pointsEarned;
    line.pointsEarned = 0;
    line.percentPoints = 0;
    line.pointsPaidMinor = 0;
    line.pointsSpent = 0;
  }
  sale.applied = [];
  sale.accruals = undefined;
  return points;
}
