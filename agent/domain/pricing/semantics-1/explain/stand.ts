import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import { turnOf } from '../../../promotions/promotion-index.ts';
import type { WorkingSale } from '../working-sale.ts';
import { rivalryOf } from '../rivalry.ts';
import type { Taken } from './taken.ts';

/**
 * Puts the lines where a promotion on goods or the basket finds them when its turn comes: less what was taken before it, but for what only its rivals took, because where it
 * acts they do not. Conditions see what the stages before really left.
 */
export function standAtTurnOf(sale: WorkingSale, taken: Taken, promotion: CompiledPromotion): void {
  const rivals = new Set(taken.promotions.filter((other) => rivalryOf(sale, promotion, other) !== undefined));
  for (const line of sale.lines) {
    line.leftMinor = line.openMinor;
    line.stageMinor = line.openMinor;
    for (const { promotion: other, amountMinor } of taken.on(line)) {
      if (isStageBefore(other, promotion)) line.stageMinor -= amountMinor;
      if (other.ordinal < promotion.ordinal && !rivals.has(other)) line.leftMinor -= amountMinor;
    }
  }
}

/** Puts the lines where all discounts together leave them: there stands what comes after. */
export function standAfter(sale: WorkingSale, taken: Taken, isCounted: (promotion: CompiledPromotion) => boolean = () => true): void {
  for (const line of sale.lines) {
    line.leftMinor = line.openMinor;
    for (const { promotion, amountMinor } of taken.on(line)) if (isCounted(promotion)) line.leftMinor -= amountMinor;
    line.stageMinor = line.leftMinor;
  }
}

function isStageBefore(one: CompiledPromotion, other: CompiledPromotion): boolean {
  return turnOf(one.stage, one.round) < turnOf(other.stage, other.round);
}
