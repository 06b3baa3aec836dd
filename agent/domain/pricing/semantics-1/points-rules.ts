import { mulDiv, mulDivAtMost } from '../../money/mul-div.ts';
import type { Reward } from '../../promotions/promotion.ts';
import type { FixedPointsReward, MultiplierReward, PercentPointsReward, UnitPointsReward } from '../../promotions/stages.ts';
import type { WorkingLine } from './working-line.ts';

/** How rewards of one kind count points: each line weighs something, the sum gives the points, and they are split by the weights. */
export interface PointsRule<R extends Reward> {
  /** `baseMinor` is what the line costs for points; it is above zero. */
  weightOf(line: WorkingLine, baseMinor: number): number;
  /** Rounded down once: a receipt of many small lines earns what one large line would. Never more than `limit`. */
  pointsOf(reward: R, weight: number, valueMinor: number, limit: number): number;
  /** What promotions of a `first` or `best` group are compared by, each as if it had all its lines; one that is not above zero gives nothing. */
  worthOf(reward: R, weight: number): number;
}

/** */
export const percentPoints: PointsRule<PercentPointsReward> = {
  weightOf: (_, baseMinor) => baseMinor,
  pointsOf: ({ basisPoints, aboveMinor = 0 }, weight, valueMinor, limit) => (weight <= aboveMinor ? 0 : mulDivAtMost(weight - aboveMinor, basisPoints, 10_000 * valueMinor, 'floor', limit)),
  // What one unit of money earns, on average where only the part above a threshold does, in millionths of a basis point.
  worthOf: ({ basisPoints, aboveMinor = 0 }, weight) => (weight <= aboveMinor ? 0 : mulDiv(basisPoints * 1_000_000, weight - aboveMinor, weight, 'floor')),
};

/** */
export const multipliedPoints: PointsRule<MultiplierReward> = {
  weightOf: (line) => line.percentPoints,
  pointsOf: ({ factorBasisPoints }, weight, _, limit) => mulDivAtMost(weight, factorBasisPoints - 10_000, 10_000, 'floor', limit),
  worthOf: ({ factorBasisPoints }) => factorBasisPoints - 10_000,
};

/** For every piece or kilogram. */
export const unitPoints: PointsRule<UnitPointsReward> = {
  weightOf: (line) => line.quantityMilli,
  pointsOf: ({ points }, weight, _, limit) => mulDivAtMost(points, weight, 1000, 'floor', limit),
  worthOf: ({ points }) => points,
};

/** */
export const fixedPoints: PointsRule<FixedPointsReward> = {
  weightOf: (_, baseMinor) => baseMinor,
  pointsOf: ({ points }, _, __, limit) => Math.min(points, limit),
  worthOf: ({ points }) => points,
};
