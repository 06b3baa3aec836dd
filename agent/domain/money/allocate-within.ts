import { allocate, type TieOrder } from './allocate.ts';

/**
 * `allocate`, but no part is larger than its capacity: what one part cannot take, the others take, again in proportion to their weights.
 * `weights` and `capacities` have the same length. Throws `RangeError` where `total` is more than all capacities together.
 */
export function allocateWithin(total: number, weights: readonly number[], capacities: readonly number[], tieOrder?: TieOrder): number[] {
  // Most often nothing is full; then there is nothing to move.
  if (weights.some((weight) => weight > 0) && capacities.every((capacity) => capacity > 0)) {
    const parts = allocate(total, weights, tieOrder);
    if (parts.every((part, index) => part <= (capacities[index] ?? 0))) return parts;
  }
  return fillByAndBy(total, weights, capacities, tieOrder);
}

function fillByAndBy(total: number, weights: readonly number[], capacities: readonly number[], tieOrder: TieOrder | undefined): number[] {
  const parts = weights.map(() => 0);
  let open = weights.map((_, index) => index).filter((index) => capacityOf(index) > 0);
  let left = total;
  while (left > 0) {
    const openWeights = open.map((index) => weights[index] ?? 0);
    // What weighs nothing is filled last, by its room.
    const shares = allocate(left, openWeights.some((weight) => weight > 0) ? openWeights : open.map(capacityOf), tieOrder && tieOrderAmong(open, tieOrder));
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

/** The order of places in `open`, which are what `allocate` sees of the indexes. */
function tieOrderAmong(open: readonly number[], tieOrder: TieOrder): TieOrder {
  return (a, b) => tieOrder(open[a] ?? 0, open[b] ?? 0);
}
