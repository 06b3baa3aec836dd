import { allocate } from './allocate.ts';

/**
 * `allocate`, but no part is larger than its capacity: what one part cannot take, the others take, again in proportion to their weights.
 * `weights` and `capacities` have the same length. Throws `RangeError` where `total` is more than all capacities together.
 */
export function allocateWithin(total: number, weights: readonly number[], capacities: readonly number[]): number[] {
  const parts = weights.map(() => 0);
  let open = weights.map((_, index) => index).filter((index) => capacityOf(index) > 0);
  let left = total;
  while (left > 0) {
    const openWeights = open.map((index) => weights[index] ?? 0);
    // What weighs nothing is filled last, by its room.
    const shares = allocate(left, openWeights.some((weight) => weight > 0) ? openWeights : open.map(capacityOf));
    const full = open.filter((index, place) => (shares[place] ?? 0) > capacityOf(index));
    if (full.length === 0) {
      for (const [place, index] of open.entries()) parts[index] = shares[place] ?? 0;
      return parts;
    }
    for (const index of full) {
      parts[index] = capacityOf(index);
      left -= capacityOf(index);
    }
    const isFull = new Set(full);
    open = open.filter((index) => !isFull.has(index));
  }
  return parts;

  function capacityOf(index: number): number {
    return capacities[index] ?? 0;
  }
}
