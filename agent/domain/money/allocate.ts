import { divideProduct } from './divide-product.ts';

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

  // No product is larger than this one, so that one question stands for all.
  const divided = Number.isSafeInteger(total * sum) ? divideExact(total, weights, sum) : divideLarge(total, weights, sum);
  let left = total;
  for (const part of divided.parts) left -= part;
  if (left > 0) giveToLargest(left, sum, divided, tieOrder);
  return divided.parts;
}

interface Divided {
  readonly parts: number[];
  /** What is lost of each part, times the sum of the weights */
  readonly remainders: readonly number[];
}

/** The products are safe integers. */
function divideExact(total: number, weights: readonly number[], sum: number): Divided {
  // Zeros that are written over stay small integers in memory; what a division gives would be kept as floats, and so would be all that is added to it.
  const parts = weights.map(() => 0);
  const remainders = weights.map(() => 0);
  for (let index = 0; index < weights.length; index += 1) {
    const product = total * (weights[index] ?? 0);
    // As in `divideProduct`.
    const quotient = Math.trunc(product / sum);
    parts[index] = quotient;
    remainders[index] = product - quotient * sum;
  }
  return { parts, remainders };
}

/** The same for products of any size. */
function divideLarge(total: number, weights: readonly number[], sum: number): Divided {
  const divided = weights.map((weight) => divideProduct(total, weight, sum));
  return { parts: divided.map(({ quotient }) => quotient), remainders: divided.map(({ remainder }) => remainder) };
}

/** One more for each of the `count` largest remainders, all of which are below `sum`. They are counted by size first: then only those at the border need an order. */
function giveToLargest(count: number, sum: number, { parts, remainders }: Divided, tieOrder: TieOrder | undefined): void {
  const sizes = remainders.length;
  const sizeOf = (remainder: number): number => Math.trunc((remainder / sum) * sizes);
  const counts = remainders.map(() => 0);
  for (const remainder of remainders) addOne(counts, sizeOf(remainder));
  let left = count;
  let border = sizes - 1;
  for (; left > (counts[border] ?? 0); border -= 1) left -= counts[border] ?? 0;
  const atBorder: number[] = [];
  for (let index = 0; index < sizes; index += 1) {
    const size = sizeOf(remainders[index] ?? 0);
    if (size > border) addOne(parts, index);
    else if (size === border) atBorder.push(index);
  }
  if (left < atBorder.length) atBorder.sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || (tieOrder?.(a, b) ?? 0));
  for (let place = 0; place < left; place += 1) addOne(parts, atBorder[place] ?? 0);
}

function addOne(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}
