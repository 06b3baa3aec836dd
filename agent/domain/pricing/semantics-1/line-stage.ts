import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { ofTurn, type Turn, turnOf } from '../../promotions/promotion-index.ts';
import type { PromotionsOfTurn } from '../../promotions/promotions-of-turn.ts';
import type { Combination } from './combination.ts';
import { takeOff } from './give.ts';
import { offUnits, offWholeLine } from './off.ts';
import { roomOf, unitsOf, type WorkingLine } from './working-line.ts';
import { holdsNow, type WorkingSale } from './working-sale.ts';

/** Discounts on goods, line by line. The receipt's cap comes later (`keepReceiptCap`). */
export function applyLineStage(sale: WorkingSale, turn: Turn, combination: Combination | undefined): void {
  for (const line of sale.lines) discountLine(sale, line, turn, combination);
}

/** All promotions of the turn that concern the line, each on what the one before left. */
export function discountLine(sale: WorkingSale, line: WorkingLine, turn: Turn, combination: Combination | undefined): void {
  const listed = ofTurn(line.promotions, turn);
  if (listed === undefined || !line.takesDiscounts) return;
  const { length } = listed;
  const { given } = line;
  // The promotions of a group follow one another; in a group without a choice each acts by itself.
  let winner = nobody;
  let winnersMinor = 0;
  let nextMinor = 0;
  for (let place = 0; place < length; place += 1) {
    if (!listed.holdsAt(place, sale.facts)) continue;
    const rivals = listed.rivalsAt(place);
    if (winner !== nobody && listed.rivalsAt(winner) !== rivals) {
      takeWon(sale, line, listed, winner, winnersMinor, nextMinor, combination);
      winner = nobody;
      winnersMinor = 0;
    }
    if (winner !== nobody && rivals < 0) continue;
    const amountMinor = amountAt(sale, line, listed, place, combination);
    if (rivals === 0) {
      if (amountMinor > 0) take(sale, line, listed, place, amountMinor, combination);
    } else if (amountMinor > winnersMinor) {
      winner = place;
      nextMinor = winnersMinor;
      winnersMinor = amountMinor;
    } else if (amountMinor > nextMinor) {
      nextMinor = amountMinor;
    }
  }
  if (winner !== nobody) takeWon(sale, line, listed, winner, winnersMinor, nextMinor, combination);
  if (turn === couponTurn && line.given !== given) sale.hasCouponLines = true;
}

const nobody = -1;
const couponTurn = turnOf('line', 1);

function takeWon(sale: WorkingSale, line: WorkingLine, listed: PromotionsOfTurn, winner: number, amountMinor: number, nextMinor: number, combination: Combination | undefined): void {
  take(sale, line, listed, winner, amountMinor, combination);
  if (listed.rivalsAt(winner) < 0) return;
  sale.hasLineChoices = true;
  sale.closestWinMinor = Math.min(sale.closestWinMinor, amountMinor - nextMinor);
}

function take(sale: WorkingSale, line: WorkingLine, listed: PromotionsOfTurn, place: number, amountMinor: number, combination: Combination | undefined): void {
  // What comes after a choice on the same line may even out what it was won by.
  if (line.given?.isChosen === true) sale.closestWinMinor = 0;
  takeOff(line, listed.ordinalAt(place), listed.rivalsAt(place) > 0, amountMinor);
  combination?.claim(sale.compiled.promotions.at(listed.ordinalAt(place)), [line]);
}

/** What the promotion that holds plainly takes off the line as it is now; 0 where it may not act. */
function amountAt(sale: WorkingSale, line: WorkingLine, listed: PromotionsOfTurn, place: number, combination: Combination | undefined): number {
  const wholeOff = listed.wholeOffAt(place);
  if (wholeOff !== 0 && combination === undefined) return offWholeLine(wholeOff, line);
  const promotion = sale.compiled.promotions.at(listed.ordinalAt(place));
  return mayAct(sale, promotion, line, combination) ? lineDiscount(promotion, line) : 0;
}

function mayAct(sale: WorkingSale, promotion: CompiledPromotion, line: WorkingLine, combination: Combination | undefined): boolean {
  return (
    holdsNow(sale, promotion) &&
    (promotion.isStatic || promotion.selects(line, sale.facts)) &&
    (combination === undefined || combination.allows(promotion, line))
  );
}

/** What the promotion takes off the line as it is now, within the line's floor. */
export function lineDiscount({ wholeOff, off, limits }: CompiledPromotion, line: WorkingLine): number {
  if (wholeOff !== 0) return offWholeLine(wholeOff, line);
  if (off === undefined) return 0;
  if (off.kind === 'line-amount') return Math.min(off.amountMinor, roomOf(line));
  const units = unitsOf(line);
  return offUnits(off, line, limits.unitsPerLine === undefined ? units : Math.min(units, limits.unitsPerLine));
}
