import { mulDiv, mulDivAtMost } from '../../money/mul-div.ts';
import type { CompiledPromotion, StageGroup } from '../../promotions/compiled-promotion.ts';
import type { LineReward } from '../../promotions/stages.ts';
import { choosePerLine } from './choose-per-line.ts';
import { discountRoom, giveDiscount } from './give-discount.ts';
import type { WorkingLine, WorkingSale } from './working-sale.ts';
import { unreachable } from '../../unreachable.ts';

/** Discounts on goods, group by group. */
export function applyLineStage(sale: WorkingSale, groups: readonly StageGroup<LineReward>[]): void {
  for (const { mode, promotions } of groups) {
    const holding = promotions.filter((promotion) => promotion.holds(sale.facts));
    if (holding.length === 0) continue;
    if (mode === 'stack') {
      for (const promotion of holding) give(sale, promotion, sale.lines.filter((line) => selects(promotion, line)));
    } else {
      for (const [promotion, lines] of choosePerLine(mode, holding, sale.lines, selects, lineDiscount)) give(sale, promotion, lines);
    }
  }

  function selects(promotion: CompiledPromotion<LineReward>, line: WorkingLine): boolean {
    return promotion.selects(line.good, sale.facts.favourite);
  }
}

function give(sale: WorkingSale, promotion: CompiledPromotion<LineReward>, lines: readonly WorkingLine[]): void {
  giveDiscount(sale, promotion, lines, lines.map((line) => lineDiscount(promotion.reward, line)));
}

/** What the reward takes off the line as it is now, within the line's floor. */
function lineDiscount(reward: LineReward, line: WorkingLine): number {
  return Math.min(wantedDiscount(reward, line), discountRoom(line));
}

function wantedDiscount(reward: LineReward, { leftMinor, quantityMilli }: WorkingLine): number {
  switch (reward.kind) {
    case 'goods-percent':
      return mulDiv(leftMinor, reward.basisPoints, 10_000, 'half-up');
    case 'goods-amount':
      return mulDivAtMost(reward.amountMinor, quantityMilli, 1000, 'half-up', leftMinor);
    case 'goods-price':
      return leftMinor - mulDivAtMost(reward.priceMinor, quantityMilli, 1000, 'half-up', leftMinor);
    default:
      return unreachable(reward);
  }
}
