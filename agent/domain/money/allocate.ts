import { divideProduct } from './divide-product.ts';

/**
 * Splits `total` in proportion to the weights by largest remainder: the parts are whole, add up to `total` exactly, and each lies within 1 of
 * its exact share. Of equal remainders the earlier index gets more. A negative total is split like the positive one.
 * A part is never larger than its weight where `total` is not larger than the sum of the weights.
 * Throws `RangeError` on a weight that is negative or no integer, and where nothing can take a total that is not zero.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (total < 0) return allocate(-total, weights).map((part) => 0 - part);
  let sum = 0;
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`a weight must be a whole number and not negative: ${weight}`);
    sum += weight;
  }
  if (!Number.isSafeInteger(total) || !Number.isSafeInteger(sum)) throw new RangeError(`cannot split ${total} by weights of ${sum}: too large to be exact`);
  if (total === 0) return weights.map(() => 0);
  if (sum === 0) throw new RangeError(`cannot split ${total}: no weight is above zero`);

  const parts: number[] = [];
  const remainders: number[] = [];
  let left = total;
  for (const weight of weights) {
    const { quotient, remainder } = divideProduct(total, weight, sum);
    parts.push(quotient);
    remainders.push(remainder);
    left -= quotient;
  }
  if (left === 0) return parts;
  const byRemainder = remainders.map((_, index) => index).sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b);
  for (const index of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}
