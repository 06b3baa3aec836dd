import { type Turn, turnOf } from '../../promotions/promotion-index.ts';
import { applyBasketStage } from './basket-stage.ts';
import type { Combination } from './combination.ts';
import { applyLineStage } from './line-stage.ts';
import { applyUnitsStage } from './units-stage.ts';
import { beginStage, hasTurn, type WorkingSale } from './working-sale.ts';

interface DiscountStage {
  readonly turn: Turn;
  readonly apply: (sale: WorkingSale, turn: Turn, combination: Combination | undefined) => void;
}

/** Lines, units, basket; then the same for what asks for a coupon. */
const inOrder: readonly DiscountStage[] = ([0, 1] as const).flatMap((round) => [
  { turn: turnOf('line', round), apply: applyLineStage },
  { turn: turnOf('units', round), apply: applyUnitsStage },
  { turn: turnOf('basket', round), apply: applyBasketStage },
]);

/** All discounts but the rounding, in one way of combining them, before the receipt's cap. */
export function applyDiscounts(sale: WorkingSale, combination: Combination | undefined): void {
  for (const { turn, apply } of inOrder) {
    if (!hasTurn(sale, turn)) continue;
    beginStage(sale);
    apply(sale, turn, combination);
  }
}
