import type { CompiledPromotion, StageGroup } from '../../promotions/compiled-promotion.ts';
import type { Reward } from '../../promotions/promotion.ts';
import type { WorkingLine } from './working-sale.ts';

/**
 * For a `first` or `best` group: which lines each promotion gets, in the promotions' order. A line goes to the first promotion that selects it
 * and would give it something (`first`), or to the one that would give it most (`best`, ties to the earlier).
 */
export function choosePerLine<R extends Reward>(
  mode: Exclude<StageGroup<R>['mode'], 'stack'>,
  promotions: readonly CompiledPromotion<R>[],
  lines: readonly WorkingLine[],
  selects: (promotion: CompiledPromotion<R>, line: WorkingLine) => boolean,
  worthOf: (reward: R, line: WorkingLine) => number,
): Map<CompiledPromotion<R>, WorkingLine[]> {
  const chosen = new Map<CompiledPromotion<R>, WorkingLine[]>(promotions.map((promotion) => [promotion, []]));
  for (const line of lines) {
    let winner: CompiledPromotion<R> | undefined;
    let winnersWorth = 0;
    for (const promotion of promotions) {
      if (!selects(promotion, line)) continue;
      const worth = worthOf(promotion.reward, line);
      if (worth <= winnersWorth) continue;
      winner = promotion;
      winnersWorth = worth;
      if (mode === 'first') break;
    }
    if (winner !== undefined) chosen.get(winner)?.push(line);
  }
  return chosen;
}
