import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { type Turn, turnOf } from '../../promotions/promotion-index.ts';
import type { Combination } from './combination.ts';
import { offUnits } from './off.ts';
import { roomOf, takeOff, type WorkingLine } from './working-line.ts';
import { holds, type WorkingSale } from './working-sale.ts';

/** Discounts on goods, line by line. The receipt's cap comes later (`keepReceiptCap`). */
export function applyLineStage(sale: WorkingSale, round: 0 | 1, combination: Combination | undefined): void {
  const turn = turnOf('line', round);
  if ((sale.turns & (1 << turn)) === 0) return;
  for (const line of sale.lines) discountLine(sale, line, turn, combination);
}

/** All promotions of the turn that concern the line, each on what the one before left. */
export function discountLine(sale: WorkingSale, line: WorkingLine, turn: Turn, combination: Combination | undefined): void {
  if ((line.promotions.turns & (1 << turn)) === 0 || !line.takesDiscounts) return;
  const promotions = line.promotions.byTurn[turn] ?? [];
  let winner: CompiledPromotion | undefined;
  let winnersMinor = 0;
  for (let place = 0; place < promotions.length; place += 1) {
    const promotion = promotions[place];
    if (promotion === undefined) break;
    const { group } = promotion;
    const isDecided = group.mode === 'first' && winner !== undefined;
    if (!isDecided && mayAct(sale, promotion, line, combination)) {
      const amountMinor = lineDiscount(promotion, line);
      if (amountMinor > winnersMinor) {
        winner = promotion;
        winnersMinor = amountMinor;
      }
    }
    // The promotions of a group follow one another; in a group without a choice each acts by itself.
    if (group.mode !== 'stack' && promotions[place + 1]?.group === group) continue;
    if (winner !== undefined) {
      takeOff(line, winner, winnersMinor);
      combination?.claim(winner, [line]);
      if (group.mode === 'best') sale.hasLineChoices = true;
      if (winner.round === 1) sale.hasCouponLines = true;
    }
    winner = undefined;
    winnersMinor = 0;
  }
}

function mayAct(sale: WorkingSale, promotion: CompiledPromotion, line: WorkingLine, combination: Combination | undefined): boolean {
  return (
    holds(sale, promotion) &&
    (promotion.isStatic || promotion.selects(line, sale.facts)) &&
    (combination === undefined || combination.allows(promotion, line))
  );
}

/** What the promotion takes off the line as it is now, within the line's floor. */
export function lineDiscount({ off, limits }: CompiledPromotion, line: WorkingLine): number {
  if (off === undefined) return 0;
  if (off.kind === 'line-amount') return Math.min(off.amountMinor, roomOf(line));
  return offUnits(off, line, limits.unitsPerLine === undefined ? line.units : Math.min(line.units, limits.unitsPerLine));
}
