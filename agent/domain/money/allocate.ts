import { divideProduct } from './divide-product.ts';
import { nthLargest } from './nth-largest.ts';

/** Which of two indexes comes first where their remainders are equal: negative, if `a` does. Never 0 for different indexes. */
export type TieOrder = (a: number, b: number) => number;

/**
 * Splits `total` in proportion to the weights by largest remainder: the parts are whole, add up to `total` exactly, and each lies within 1 of
 * its exact share. Of equal remainders the one that `tieOrder` puts first gets more (the earlier index, if nothing is said); it is asked only where
 * they are equal and not all of them get more. A negative total is split like the positive one.
 * A part is never larger than its weight where `total` is not larger than the sum of the weights.
 * Throws `RangeError` on a weight that is negative or no integer, and where nothing can take a total that is not zero.
 */
export function allocate(total: number, weights: readonly number[], tieOrder?: TieOrder): number[] {
  if (total < 0) return allocate(-total, weights, tieOrder).map((part) => 0 - part);
  let sum = 0;
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`a weight must be a whole number and not negative: ${weight}`);
    sum += weight;
  }
  if (!Number.isSafeInteger(total) || !Number.isSafeInteger(sum)) throw new RangeError(`cannot split ${total} by weights of ${sum}: too large to be exact`);
  if (total === 0) return weights.map(() => 0);
  if (sum === 0) throw new RangeError(`cannot split ${total}: no weight is above zero`);

  const parts = weights.map(() => 0);
  const remainders = weights.map(() => 0);
  // No product is larger than this one, so that one question stands for all.
  const left = Number.isSafeInteger(total * sum) ? divideExact(total, weights, sum, { parts, remainders }) : divideLarge(total, weights, sum, { parts, remainders });
  if (left > 0) giveToLargest(left, parts, remainders, tieOrder);
  return parts;
}

interface Divided {
  readonly parts: number[];
  readonly remainders: number[];
}

/** Fills the parts and their remainders in, and says how much of the total is left. The products are safe integers. */
function divideExact(total: number, weights: readonly number[], sum: number, { parts, remainders }: Divided): number {
  let left = total;
  for (let index = 0; index < weights.length; index += 1) {
    const product = total * (weights[index] ?? 0);
    // As in `divideProduct`.
    const quotient = Math.trunc(product / sum);
    parts[index] = quotient;
    remainders[index] = product - quotient * sum;
    left -= quotient;
  }
  return left;
}

/** The same for products of any size. */
function divideLarge(total: number, weights: readonly number[], sum: number, { parts, remainders }: Divided): number {
  let left = total;
  for (const [index, weight] of weights.entries()) {
    const { quotient, remainder } = divideProduct(total, weight, sum);
    parts[index] = quotient;
    remainders[index] = remainder;
    left -= quotient;
  }
  return left;
}

/** One more for each of the `count` largest remainders. */
function giveToLargest(count: number, parts: number[], remainders: readonly number[], tieOrder: TieOrder | undefined): void {
  const least = nthLargest(remainders.slice(), count);
  const equals: number[] = [];
  let left = count;
  for (let index = 0; index < remainders.length; index += 1) {
    const remainder = remainders[index] ?? 0;
    if (remainder === least) {
      equals.push(index);
    } else if (remainder > least) {
      addOne(parts, index);
      left -= 1;
    }
  }
  if (left < equals.length && tieOrder !== undefined) equals.sort(tieOrder);
  for (let place = 0; place < left; place += 1) addOne(parts, equals[place] ?? 0);
}

function addOne(parts: number[], index: number): void {
  parts[index] = (parts[index] ?? 0) + 1;
}
