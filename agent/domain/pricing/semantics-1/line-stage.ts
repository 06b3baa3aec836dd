import { mulDiv } from '../../money/mul-div.ts';
import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { Turn } from '../../promotions/promotion-index.ts';
import type { Combination } from './combination.ts';
import { offUnits } from './off.ts';
import { LineTurn, roomOf, unitsOf, type WorkingLine } from './working-line.ts';
import { holdsNow, type WorkingSale } from './working-sale.ts';

/** Discounts on goods, line by line. The receipt's cap comes later (`keepReceiptCap`). */
export function applyLineStage(sale: WorkingSale, turn: Turn, combination: Combination | undefined): void {
  for (const line of sale.lines) discountLine(sale, line, turn, combination);
}

/** All promotions of the turn that concern the line, each on what the one before left. */
export function discountLine(sale: WorkingSale, line: WorkingLine, turn: Turn, combination: Combination | undefined): void {
  const listed = line.promotions.byTurn[turn];
  if (listed === undefined || !line.takesDiscounts) return;
  const { promotions, plain } = listed;
  // The promotions of a group follow one another; in a group without a choice each acts by itself.
  let winner: CompiledPromotion | undefined;
  let winnersMinor = 0;
  let nextMinor = 0;
  for (let place = 0; place < promotions.length; place += 1) {
    if (!plain.holds(place, sale.facts)) continue;
    const promotion = promotions[place];
    if (promotion === undefined) continue;
    const { group } = promotion;
    if (winner !== undefined && winner.group !== group) {
      takeWon(sale, line, winner, winnersMinor, nextMinor, combination);
      winner = undefined;
      winnersMinor = 0;
      nextMinor = 0;
    }
    if ((winner !== undefined && group.mode === 'first') || !mayAct(sale, promotion, line, combination)) continue;
    const amountMinor = lineDiscount(promotion, line);
    if (group.mode === 'stack') {
      if (amountMinor > 0) take(sale, line, promotion, amountMinor, combination);
    } else if (amountMinor > winnersMinor) {
      winner = promotion;
      nextMinor = winnersMinor;
      winnersMinor = amountMinor;
    } else if (amountMinor > nextMinor) {
      nextMinor = amountMinor;
    }
  }
  if (winner !== undefined) takeWon(sale, line, winner, winnersMinor, nextMinor, combination);
  lineTurn.end(line);
}

/** One for all: pricing neither waits nor nests. */
const lineTurn = new LineTurn();

function takeWon(sale: WorkingSale, line: WorkingLine, winner: CompiledPromotion, amountMinor: number, nextMinor: number, combination: Combination | undefined): void {
  take(sale, line, winner, amountMinor, combination);
  if (winner.group.mode !== 'best') return;
  sale.hasLineChoices = true;
  sale.closestWinMinor = Math.min(sale.closestWinMinor, amountMinor - nextMinor);
}

function take(sale: WorkingSale, line: WorkingLine, promotion: CompiledPromotion, amountMinor: number, combination: Combination | undefined): void {
  // What comes after a choice on the same line may even out what it was won by.
  if (lineTurn.hasChosen(line)) sale.closestWinMinor = 0;
  lineTurn.takeOff(line, promotion, amountMinor);
  combination?.claim(promotion, [line]);
  if (promotion.round === 1) sale.hasCouponLines = true;
}

function mayAct(sale: WorkingSale, promotion: CompiledPromotion, line: WorkingLine, combination: Combination | undefined): boolean {
  return (
    holdsNow(sale, promotion) &&
    (promotion.isStatic || promotion.selects(line, sale.facts)) &&
    (combination === undefined || combination.allows(promotion, line))
  );
}

/** What the promotion takes off the line as it is now, within the line's floor. */
export function lineDiscount({ wholePercent, off, limits }: CompiledPromotion, line: WorkingLine): number {
  if (wholePercent !== undefined) return Math.min(mulDiv(line.leftMinor, wholePercent, 10_000, 'half-up'), roomOf(line));
  if (off === undefined) return 0;
  if (off.kind === 'line-amount') return Math.min(off.amountMinor, roomOf(line));
  const units = unitsOf(line);
  return offUnits(off, line, limits.unitsPerLine === undefined ? units : Math.min(units, limits.unitsPerLine));
}
