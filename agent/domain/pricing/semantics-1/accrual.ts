import type { CompiledBundle } from '../../bundle/compiled.ts';
import { allocate } from '../../money/allocate.ts';
import { mulDivAtMost } from '../../money/mul-div.ts';
import type { CompiledPromotion, StageGroup } from '../../promotions/compiled-promotion.ts';
import type { Reward } from '../../promotions/promotion.ts';
import type { FixedPointsReward, MultiplierReward, PercentPointsReward } from '../../promotions/stages.ts';
import { maxAmount } from '../../scalars.ts';
import { choosePerLine } from './choose-per-line.ts';
import { noteApplied, type WorkingLine, type WorkingSale } from './working-sale.ts';

/** Points that the sale earns: percents, then multipliers of what they gave, then fixed points. */
export function applyAccrual(sale: WorkingSale, compiled: CompiledBundle): void {
  if (sale.facts.customer === undefined) return;
  // Where no money is paid nothing is earned, so that a line which points paid for earns no fixed points either.
  const lines = sale.lines.filter((line) => line.good?.good.noAccrual !== true && payableMinor(line) > 0);
  if (lines.length === 0) return;
  const { percentPoints, multiplier, fixedPoints } = compiled.stages;
  for (const group of percentPoints) givePercents(sale, group, lines, compiled.bundle.points.valueMinor);
  for (const line of lines) line.percentPoints = line.pointsEarned;
  for (const group of multiplier) giveMultiples(sale, group, lines);
  for (const group of fixedPoints) giveFixed(sale, group, lines);
}

function givePercents(sale: WorkingSale, group: StageGroup<PercentPointsReward>, lines: readonly WorkingLine[], valueMinor: number): void {
  for (const [promotion, chosen] of shareOut(sale, group, lines, (reward) => reward.basisPoints)) {
    const payable = chosen.map(payableMinor);
    // One sum, rounded once: a receipt of many small lines earns what one large line would.
    givePoints(sale, promotion, chosen, payable, (limit) => mulDivAtMost(sumOf(payable), promotion.reward.basisPoints, 10_000 * valueMinor, 'floor', limit));
  }
}

function giveMultiples(sale: WorkingSale, group: StageGroup<MultiplierReward>, lines: readonly WorkingLine[]): void {
  for (const [promotion, chosen] of shareOut(sale, group, lines, (reward) => reward.factorBasisPoints - 10_000)) {
    const base = chosen.map((line) => line.percentPoints);
    givePoints(sale, promotion, chosen, base, (limit) => mulDivAtMost(sumOf(base), promotion.reward.factorBasisPoints - 10_000, 10_000, 'floor', limit));
  }
}

function giveFixed(sale: WorkingSale, { mode, promotions }: StageGroup<FixedPointsReward>, lines: readonly WorkingLine[]): void {
  const holding = promotions.filter((promotion) => promotion.holds(sale.facts) && promotion.reward.points > 0 && linesOf(sale, promotion, lines).length > 0);
  // Sorting keeps the order of equals, so that of equal rewards the earlier promotion wins.
  const byWorth = mode === 'best' ? holding.toSorted((a, b) => b.reward.points - a.reward.points) : holding;
  for (const promotion of mode === 'stack' ? byWorth : byWorth.slice(0, 1)) {
    const chosen = linesOf(sale, promotion, lines);
    givePoints(sale, promotion, chosen, chosen.map(payableMinor), (limit) => Math.min(promotion.reward.points, limit));
  }
}

/** Which lines each promotion of the group gets, in order: all that it selects, or those that it wins line by line. */
function shareOut<R extends Reward>(
  sale: WorkingSale,
  { mode, promotions }: StageGroup<R>,
  lines: readonly WorkingLine[],
  worthOf: (reward: R, line: WorkingLine) => number,
): Map<CompiledPromotion<R>, WorkingLine[]> {
  const holding = promotions.filter((promotion) => promotion.holds(sale.facts));
  if (mode === 'stack') return new Map(holding.map((promotion) => [promotion, linesOf(sale, promotion, lines)]));
  return choosePerLine(mode, holding, lines, (promotion, line) => promotion.selects(line.good, sale.facts.favourite), worthOf);
}

/** Adds the points to the lines by weight; the receipt never earns more than can be computed exactly. */
function givePoints(sale: WorkingSale, promotion: CompiledPromotion, lines: readonly WorkingLine[], weights: readonly number[], pointsWithin: (limit: number) => number): void {
  if (sumOf(weights) === 0) return;
  const earned = sale.lines.reduce((sum, line) => sum + line.pointsEarned, 0);
  const points = pointsWithin(maxAmount - earned);
  for (const [index, share] of allocate(points, weights).entries()) {
    const line = lines[index];
    if (line !== undefined) line.pointsEarned += share;
  }
  noteApplied(sale, promotion, 0, points);
}

function linesOf(sale: WorkingSale, promotion: CompiledPromotion, lines: readonly WorkingLine[]): WorkingLine[] {
  return lines.filter((line) => promotion.selects(line.good, sale.facts.favourite));
}

function payableMinor(line: WorkingLine): number {
  return line.leftMinor - line.pointsPaidMinor;
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
