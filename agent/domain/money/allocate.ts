import { divideProduct, quotientOf } from './divide-product.ts';

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

  // Zeros that are written over stay small integers in memory; what a division gives would be kept as floats, and so would be all that is added to it.
  const parts = weights.map(() => 0);
  makeRoom(parts.length);
  // No product is larger than this one, so that one question stands for all.
  const left = Number.isSafeInteger(total * sum) ? divideExact(total, weights, sum, parts) : divideLarge(total, weights, sum, parts);
  if (left > 0) giveToLargest(left, sum, parts, tieOrder);
  return parts;
}

/*
 * What one division needs on the way, by index: made once for all, as no division begins within another, and larger where there are more parts than ever before.
 */
/** What is lost of each part, times the sum of the weights */
let remainders = new Float64Array(0);
/** The size of each remainder, from 0 to the number of parts less one */
let sizes = new Int32Array(0);
/** By size: how many remainders have it */
let counts = new Int32Array(0);

function makeRoom(length: number): void {
  if (length <= sizes.length) return;
  const room = 2 * length;
  remainders = new Float64Array(room);
  sizes = new Int32Array(room);
  counts = new Int32Array(room);
}

/** The whole parts, where the products are safe integers; says what is left of the total. */
function divideExact(total: number, weights: readonly number[], sum: number, parts: number[]): number {
  let left = total;
  for (let index = 0; index < parts.length; index += 1) {
    const product = total * (weights[index] ?? 0);
    const quotient = quotientOf(product, sum);
    parts[index] = quotient;
    remainders[index] = product - quotient * sum;
    left -= quotient;
  }
  return left;
}

/** The same for products of any size. */
function divideLarge(total: number, weights: readonly number[], sum: number, parts: number[]): number {
  let left = total;
  for (let index = 0; index < parts.length; index += 1) {
    const { quotient, remainder } = divideProduct(total, weights[index] ?? 0, sum);
    parts[index] = quotient;
    remainders[index] = remainder;
    left -= quotient;
  }
  return left;
}

/** One more for each of the `count` largest remainders, all of which are below `sum`. They are counted by size first: then only those at the border need an order. */
function giveToLargest(count: number, sum: number, parts: number[], tieOrder: TieOrder | undefined): void {
  const length = parts.length;
  const sizeEach = length / sum;
  for (let size = 0; size < length; size += 1) counts[size] = 0;
  for (let index = 0; index < length; index += 1) {
    const size = Math.min(Math.trunc((remainders[index] ?? 0) * sizeEach), length - 1);
    sizes[index] = size;
    counts[size] = (counts[size] ?? 0) + 1;
  }
  let left = count;
  let border = length - 1;
  for (; left > (counts[border] ?? 0); border -= 1) left -= counts[border] ?? 0;
  const from = left === counts[border] ? border : border + 1;
  for (let index = 0; index < length; index += 1) if ((sizes[index] ?? 0) >= from) addOne(parts, index);
  if (from > border) giveAtBorder(left, border, parts, tieOrder);
}

/** To the first of those whose remainders have the border's size, by their remainders and then by the order of ties. */
function giveAtBorder(count: number, border: number, parts: number[], tieOrder: TieOrder | undefined): void {
  const atBorder: number[] = [];
  for (let index = 0; index < parts.length; index += 1) if (sizes[index] === border) atBorder.push(index);
  if (atBorder.length <= few) {
    for (let place = 0; place < count; place += 1) addOne(parts, takeFirst(atBorder, tieOrder));
    return;
  }
  atBorder.sort((a, b) => compareRemainders(a, b, tieOrder));
  for (let place = 0; place < count; place += 1) addOne(parts, atBorder[place] ?? 0);
}

/** So many are compared sooner than they are sorted. */
const few = 6;

/** Takes out the index that comes before all others. */
function takeFirst(indexes: number[], tieOrder: TieOrder | undefined): number {
  const last = indexes.length - 1;
  let first = 0;
  for (let place = 1; place <= last; place += 1) if (compareRemainders(indexes[place] ?? 0, indexes[first] ?? 0, tieOrder) < 0) first = place;
  const taken = indexes[first] ?? 0;
  indexes[first] = indexes[last] ?? 0;
  indexes.length = last;
  return taken;
}

function compareRemainders(a: number, b: number, tieOrder: TieOrder | undefined): number {
  return (remainders[b] ?? 0) - (remainders[a] ?? 0) || (tieOrder?.(a, b) ?? a - b);
}

function addOne(parts: number[], index: number): void {
  parts[index] = (parts[index] ?? 0) + 1;
}
