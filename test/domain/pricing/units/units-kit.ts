/** Working lines and promotions for the rewards of units, without the pipeline around them. */
import { lineGross } from '../../../../agent/domain/basket/line-gross.ts';
import type { Proposal } from '../../../../agent/domain/pricing/semantics-1/proposal.ts';
import { proposeUnits } from '../../../../agent/domain/pricing/semantics-1/units/propose-units.ts';
import type { WorkingLine } from '../../../../agent/domain/pricing/semantics-1/working-line.ts';
import type { CompiledPromotion } from '../../../../agent/domain/promotions/compiled-promotion.ts';
import { plainBitsOf, TierBits } from '../../../../agent/domain/promotions/plain-conditions.ts';
import { PromotionsOfGood } from '../../../../agent/domain/promotions/promotion-index.ts';
import { Promotions } from '../../../../agent/domain/promotions/promotions.ts';
import type { GoodsSelector, Promotion } from '../../../../agent/domain/promotions/promotion.ts';
import type { SaleFacts } from '../../../../agent/domain/promotions/sale-facts.ts';
import type { UnitsReward } from '../../../../agent/domain/promotions/stages.ts';
import { linesOf, promotionOf, timeAt } from '../../kit/shop.ts';

/** Lines of `milk 2 × 500; cheese 0.333 × 4000`; `changes` by line, in their order. */
export function workingLines(text: string, changes: readonly Partial<Pick<WorkingLine, 'leftMinor' | 'discountFloorMinor'>>[] = []): WorkingLine[] {
  return linesOf(text).map((line, index) => {
    const grossMinor = lineGross(line);
    return {
      line, index, sku: line.sku, good: undefined, quantityMilli: line.quantityMilli, unitPriceMinor: line.unitPriceMinor, grossMinor,
      minPriceFloorMinor: 0, discountFloorMinor: 0, takesDiscounts: true, kept: [], openMinor: grossMinor,
      leftMinor: grossMinor, stageMinor: grossMinor, given: undefined, isService: false, promotions: new PromotionsOfGood(undefined, 0, []), pointsPaidMinor: 0, pointsSpent: 0, pointsEarned: 0, percentPoints: 0,
      ...changes[index],
    };
  });
}

const tierBits = new TierBits([]);

export function compiledOf(reward: UnitsReward, changes: Partial<Promotion> = {}): CompiledPromotion<UnitsReward> {
  const compiled = new Promotions([promotionOf('A', reward, changes)], [{ id: 'g', mode: 'stack', on: 'line', index: 0 }], { subtrees: new Map(), flags: [], cardSchemes: [], tierBits }).at(0);
  return { ...compiled, reward };
}

/** Goods of these skus, divided by blanks. */
export function skus(text: string): GoodsSelector {
  return { kind: 'sku', skus: text.split(' ') };
}

export function proposed(reward: UnitsReward, lines: readonly WorkingLine[], changes: Partial<Promotion> = {}): Proposal | undefined {
  return proposeUnits(compiledOf(reward, changes), lines, factsOf(lines));
}

/** What the promotion takes off each line. */
export function offEach(reward: UnitsReward, lines: readonly WorkingLine[], changes: Partial<Promotion> = {}): number[] {
  return amountsOf(proposed(reward, lines, changes), lines);
}

export function amountsOf(proposal: Proposal | undefined, lines: readonly WorkingLine[]): number[] {
  return lines.map((line) => proposal?.amountsMinor[proposal.lines.indexOf(line)] ?? 0);
}

/** The ids of the lines that the promotion claims, sorted. */
export function claimedIds(proposal: Proposal | undefined): string[] {
  return (proposal?.claims ?? []).map(({ line }) => line.lineId).toSorted();
}

function factsOf(lines: readonly WorkingLine[]): SaleFacts {
  return {
    time: timeAt(), storeId: 'centre', dateKey: 20_261_122, plainBits: plainBitsOf(timeAt().weekday, tierBits.of(undefined)), goodsGrossMinor: 0, region: 'almaty', tillId: undefined, agentVersion: undefined, channel: 'till', payment: undefined, external: undefined,
    couponIds: new Set(), lines, customer: undefined, favourite: undefined, withholdsLimited: false,
  };
}
