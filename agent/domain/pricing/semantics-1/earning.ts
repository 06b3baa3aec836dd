import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { Reward } from '../../promotions/promotion.ts';
import type { Gathered } from './gather.ts';
import { sumOf } from './give.ts';
import type { PointsRule } from './points-rules.ts';
import type { WorkingLine } from './working-line.ts';

/** A promotion with those of its lines that earn, and what they weigh for its reward. */
export interface Earning<R extends Reward = Reward> {
  readonly promotion: CompiledPromotion<R>;
  readonly lines: readonly WorkingLine[];
  /** Goes with `lines` */
  readonly weights: readonly number[];
  readonly weight: number;
}

/** Where no money is paid nothing is earned, so that a line which points paid for earns no fixed points either, unless the programme says so. */
export function earningOf<R extends Reward>({ promotion, lines }: Gathered<R>, rule: PointsRule<R>, earnsOnPointsPaid: boolean): Earning<R> {
  const earning = lines.every((line) => earns(line, earnsOnPointsPaid)) ? lines : lines.filter((line) => earns(line, earnsOnPointsPaid));
  const weights = earning.map((line) => rule.weightOf(line, baseOf(line, earnsOnPointsPaid)));
  return { promotion, lines: earning, weights, weight: sumOf(weights) };
}

function earns(line: WorkingLine, earnsOnPointsPaid: boolean): boolean {
  return !line.promotions.earnsNothing && baseOf(line, earnsOnPointsPaid) !== 0;
}

function baseOf({ leftMinor, pointsPaidMinor }: WorkingLine, earnsOnPointsPaid: boolean): number {
  return earnsOnPointsPaid ? leftMinor : leftMinor - pointsPaidMinor;
}

/** The same on some of its lines. */
export function onSomeLines<R extends Reward>(whole: Earning<R>, isIncluded: (line: WorkingLine) => boolean): Earning<R> {
  const { promotion, lines, weights } = whole;
  if (lines.every(isIncluded)) return whole;
  const earning: WorkingLine[] = [];
  const itsWeights: number[] = [];
  let weight = 0;
  for (const [index, line] of lines.entries()) {
    if (!isIncluded(line)) continue;
    const itsWeight = weights[index] ?? 0;
    earning.push(line);
    itsWeights.push(itsWeight);
    weight += itsWeight;
  }
  return { promotion, lines: earning, weights: itsWeights, weight };
}
