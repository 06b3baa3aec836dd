import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { type Turn, turnOf } from '../../promotions/promotion-index.ts';
import type { LineReward } from '../../promotions/stages.ts';
import type { Combination } from './combination.ts';
import { offUnits } from './off.ts';
import { roomOf, type WorkingLine } from './working-line.ts';
import { holds, type WorkingSale } from './working-sale.ts';
import { unreachable } from '../../unreachable.ts';

/** Discounts on goods, line by line. The receipt's cap comes later (`keepReceiptCap`). */
export function applyLineStage(sale: WorkingSale, round: 0 | 1, combination: Combination | undefined): void {
  const turn = turnOf('line', round);
  if (sale.compiled.index.isUsed[turn] !== true) return;
  for (const line of sale.lines) discountLine(sale, line, turn, combination);
}

/** All promotions of the turn that concern the line, each on what the one before left. */
export function discountLine(sale: WorkingSale, line: WorkingLine, turn: Turn, combination: Combination | undefined): void {
  const promotions = sale.promotionsOf[line.index]?.[turn];
  if (promotions === undefined || promotions.length === 0 || !line.takesDiscounts) return;
  let winner: CompiledPromotion | undefined;
  let winnersMinor = 0;
  for (const [place, promotion] of promotions.entries()) {
    const { group } = promotion;
    const isDecided = group.mode === 'first' && winner !== undefined;
    if (!isDecided && mayAct(sale, promotion, line, combination)) {
      const amountMinor = lineDiscount(promotion as CompiledPromotion<LineReward>, line);
      if (amountMinor > winnersMinor) {
        winner = promotion;
        winnersMinor = amountMinor;
      }
    }
    // The promotions of a group follow one another; in a group without a choice each acts by itself.
    if (group.mode !== 'stack' && promotions[place + 1]?.group === group) continue;
    if (winner !== undefined) {
      line.leftMinor -= winnersMinor;
      line.discounts.push({ promotionId: winner.id, amountMinor: winnersMinor });
      combination?.claim(winner, [line]);
      if (group.mode === 'best') sale.hasLineChoices = true;
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

/** What the reward takes off the line as it is now, within the line's floor. */
export function lineDiscount({ reward, limits }: CompiledPromotion<LineReward>, line: WorkingLine): number {
  const units = limits.unitsPerLine === undefined ? line.units : Math.min(line.units, limits.unitsPerLine);
  switch (reward.kind) {
    case 'goods-percent':
      return offUnits({ kind: 'percent', basisPoints: reward.basisPoints }, line, units);
    case 'goods-amount':
      return reward.per === 'line' ? Math.min(reward.amountMinor, roomOf(line)) : offUnits({ kind: 'amount', amountMinor: reward.amountMinor }, line, units);
    case 'goods-price':
      return offUnits({ kind: 'price', priceMinor: reward.priceMinor }, line, units);
    default:
      return unreachable(reward);
  }
}
