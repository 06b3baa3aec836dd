import { allocate } from '../../../agent/domain/money/allocate.ts';
import { divideProduct } from '../../../agent/domain/money/divide-product.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';

/** Who takes what rounding leaves over, and what becomes of a total that no part has a weight for. */
export interface SplitRule {
  /**
   * `largest`: the largest remainders, as the engine does; `first`: every part is rounded to the nearest (a half down), and the first parts take the difference;
   * `floored`: every part is cut to a whole number, and the first that weigh anything take one more each
   */
  remainder: 'largest' | 'first' | 'floored';
  /** `equally`: all parts alike; `nobody`: nothing is given */
  weightless: 'equally' | 'nobody';
}

/** Splits a total by weights under a rule that is stated. Whole numbers; the parts add up to the total unless nobody takes it. */
export function split(total: number, weights: readonly number[], { remainder, weightless }: SplitRule): number[] {
  if (weights.every((weight) => weight === 0)) return weightless === 'nobody' ? weights.map(() => 0) : split(total, weights.map(() => 1), { remainder, weightless });
  switch (remainder) {
    case 'largest':
      return allocate(total, weights);
    case 'first':
      return nearestThenFirst(total, weights);
    case 'floored':
      return flooredThenFirst(total, weights);
    default:
      return unreachable(remainder);
  }
}

/** All that can be stated, the engine's own first. */
export const splitRules: readonly SplitRule[] = (['largest', 'first', 'floored'] as const).flatMap((remainder) => (['equally', 'nobody'] as const).map((weightless) => ({ remainder, weightless })));

function flooredThenFirst(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => divideProduct(total, weight, sum).quotient);
  let left = Math.abs(total - parts.reduce((a, b) => a + b, 0));
  return parts.map((part, index) => {
    if (weights[index] === 0 || left === 0) return part;
    left -= 1;
    return part + Math.sign(total);
  });
}

function nearestThenFirst(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => halfDown(total, weight, sum));
  const left = total - parts.reduce((a, b) => a + b, 0);
  return parts.map((part, index) => (index < Math.abs(left) ? part + Math.sign(left) : part));
}

/** `total × weight ÷ sum` to the nearest whole number, a half toward zero. */
function halfDown(total: number, weight: number, sum: number): number {
  const { quotient, remainder } = divideProduct(Math.abs(total), weight, sum);
  const size = remainder > sum - remainder ? quotient + 1 : quotient;
  return total < 0 ? 0 - size : size;
}
