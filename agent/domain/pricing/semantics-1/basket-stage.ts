import { allocateWithin } from '../../money/allocate-within.ts';
import { mulDiv } from '../../money/mul-div.ts';
import type { CompiledPromotion, StageGroup } from '../../promotions/compiled-promotion.ts';
import type { BasketReward } from '../../promotions/stages.ts';
import { discountRoom, giveDiscount } from './give-discount.ts';
import type { WorkingLine, WorkingSale } from './working-sale.ts';
import { unreachable } from '../../unreachable.ts';

/** Discounts on the basket, group by group, apportioned to the lines. */
export function applyBasketStage(sale: WorkingSale, groups: readonly StageGroup<BasketReward>[]): void {
  for (const { mode, promotions } of groups) {
    const holding = promotions.filter((promotion) => promotion.holds(sale.facts));
    const chosen = mode === 'stack' ? holding : chooseOne(sale, mode, holding);
    for (const promotion of chosen) give(sale, promotion);
  }
}

/** The one promotion of a `first` or `best` group that applies to this basket; ties go to the earlier. */
function chooseOne(sale: WorkingSale, mode: 'first' | 'best', promotions: readonly CompiledPromotion<BasketReward>[]): CompiledPromotion<BasketReward>[] {
  let winner: CompiledPromotion<BasketReward> | undefined;
  let winnersWorth = 0;
  for (const promotion of promotions) {
    const worth = basketDiscount(sale, promotion.reward, discountableLines(sale, promotion));
    if (worth <= winnersWorth) continue;
    winner = promotion;
    winnersWorth = worth;
    if (mode === 'first') break;
  }
  return winner === undefined ? [] : [winner];
}

function give(sale: WorkingSale, promotion: CompiledPromotion<BasketReward>): void {
  const lines = discountableLines(sale, promotion);
  const amountMinor = basketDiscount(sale, promotion.reward, lines);
  if (amountMinor === 0) return;
  giveDiscount(sale, promotion, lines, allocateWithin(amountMinor, lines.map((line) => line.leftMinor), lines.map(discountRoom)));
}

/** Goods that take no discount are not part of what a basket discount is computed from. */
function discountableLines(sale: WorkingSale, promotion: CompiledPromotion): WorkingLine[] {
  return sale.lines.filter((line) => line.good?.good.noDiscount !== true && promotion.selects(line.good, sale.facts.favourite));
}

/** What the reward takes off these lines as they are now, within their floors and the receipt's cap. */
function basketDiscount(sale: WorkingSale, reward: BasketReward, lines: readonly WorkingLine[]): number {
  let leftMinor = 0;
  let roomMinor = 0;
  for (const line of lines) {
    leftMinor += line.leftMinor;
    roomMinor += discountRoom(line);
  }
  return Math.min(wantedDiscount(reward, leftMinor), roomMinor, sale.discountRoomMinor);
}

function wantedDiscount(reward: BasketReward, leftMinor: number): number {
  switch (reward.kind) {
    case 'basket-percent':
      return mulDiv(leftMinor, reward.basisPoints, 10_000, 'half-up');
    case 'basket-amount':
      return reward.amountMinor;
    default:
      return unreachable(reward);
  }
}
