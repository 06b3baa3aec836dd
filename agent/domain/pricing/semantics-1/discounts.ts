import type { Combination } from './combination.ts';
import { applyBasketStage } from './basket-stage.ts';
import { applyLineStage } from './line-stage.ts';
import { turnOf } from '../../promotions/promotion-index.ts';
import { applyUnitsStage } from './units-stage.ts';
import type { WorkingSale } from './working-sale.ts';

/** All discounts but the rounding, in one way of combining them, before the receipt's cap: lines, units, basket; then the same for what asks for a coupon. */
export function applyDiscounts(sale: WorkingSale, combination: Combination | undefined): void {
  for (const round of [0, 1] as const) {
    if (round === 1 && (sale.turns & secondRound) === 0) return;
    beginStage(sale);
    applyLineStage(sale, round, combination);
    beginStage(sale);
    applyUnitsStage(sale, round, combination);
    beginStage(sale);
    applyBasketStage(sale, round, combination);
  }
}

const secondRound = (['line', 'units', 'basket'] as const).reduce((bits, stage) => bits | (1 << turnOf(stage, 1)), 0);

/** From here on conditions see what the stages before left. */
export function beginStage(sale: WorkingSale): void {
  for (const line of sale.lines) line.stageMinor = line.leftMinor;
}
