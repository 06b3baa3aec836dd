import { describe, expect, test } from 'vitest';
import { allocate } from '../../../agent/domain/money/allocate.ts';
import { allocateWithin } from '../../../agent/domain/money/allocate-within.ts';

describe('allocate splits by largest remainder', () => {
  test.each([
    { total: 100, weights: [1, 1, 1], parts: [34, 33, 33] },
    { total: 100, weights: [1, 2], parts: [33, 67] },
    { total: 1, weights: [1, 1], parts: [1, 0] },
    { total: 2, weights: [3, 1, 4], parts: [1, 0, 1] },
    { total: 10, weights: [0, 5, 0], parts: [0, 10, 0] },
    { total: -100, weights: [1, 1, 1], parts: [-34, -33, -33] },
    { total: 0, weights: [0, 0], parts: [0, 0] },
    { total: 0, weights: [], parts: [] },
    // So many that are nearly, or quite, equal are sorted instead of searched
    { total: 3, weights: [1, 1, 1, 1, 1, 1, 1], parts: [1, 1, 1, 0, 0, 0, 0] },
    { total: 3, weights: [1000, 1001, 1002, 1003, 1004, 1005, 1006, 2000], parts: [0, 0, 0, 0, 0, 1, 1, 1] },
    { total: 2 ** 51 - 1, weights: [2 ** 50, 2 ** 50], parts: [2 ** 50, 2 ** 50 - 1] },
    // The total is a multiple of all weights together, and yet the products are too large for a double
    { total: 8_214_485_863_301_364, weights: [13, 9, 854], parts: [121_904_470_574_107, 84_395_402_705_151, 8_008_185_990_022_106] },
    // The first share lacks so little of 1 that a double would call it 1
    { total: 2 ** 53 - 2, weights: [1, 2 ** 53 - 2], parts: [1, 2 ** 53 - 3] },
  ])('$total over $weights is $parts', ({ total, weights, parts }) => {
    expect(allocate(total, weights)).toEqual(parts);
  });

  test.each([
    { name: 'the order of ties', total: 1, weights: [1, 1, 1], parts: [0, 0, 1] },
    { name: 'the order of ties, below the largest remainder', total: 3, weights: [2, 3, 1, 1, 1], parts: [1, 1, 0, 0, 1] },
    { name: 'the order of ties, of many,', total: 3, weights: [1, 1, 1, 1, 1, 1, 1], parts: [0, 0, 0, 0, 1, 1, 1] },
    { name: 'nothing, where all that are equal get one more', total: 2, weights: [3, 1, 3], parts: [1, 0, 1] },
  ])('$name decides over $weights', ({ total, weights, parts }) => {
    expect(allocate(total, weights, lastFirst)).toEqual(parts);
  });

  test('the order of ties is not asked where nothing ties', () => {
    const unasked = (): number => { throw new Error('asked without need'); };
    expect(allocate(100, [1, 2], unasked)).toEqual([33, 67]);
    expect(allocate(2, [3, 1, 3], unasked)).toEqual([1, 0, 1]);
  });

  test.each([
    { name: 'a negative weight', total: 1, weights: [2, -1] },
    { name: 'a fractional weight', total: 1, weights: [0.5, 0.5] },
    { name: 'a fractional total', total: 1.5, weights: [1] },
    { name: 'no weight for a total', total: 1, weights: [] },
    { name: 'nothing but zero weights for a total', total: 1, weights: [0, 0] },
    { name: 'weights beyond 2^53 together', total: 1, weights: [2 ** 53 - 1, 2 ** 53 - 1] },
    { name: 'the same, also for nothing', total: 0, weights: [2 ** 53 - 1, 2 ** 53 - 1] },
  ])('$name is refused', ({ total, weights }) => {
    expect(() => allocate(total, weights)).toThrow(RangeError);
  });
});

describe('allocateWithin gives to others what a part cannot take', () => {
  test.each([
    { total: 1200, weights: [1000, 2000], capacities: [1000, 500], parts: [700, 500] },
    { total: 10, weights: [1, 1, 1], capacities: [1, 2, 100], parts: [1, 2, 7] },
    { total: 3, weights: [5, 0], capacities: [1, 2], parts: [1, 2] },
    { total: 0, weights: [5, 5], capacities: [1, 1], parts: [0, 0] },
    { total: 7, weights: [5, 5], capacities: [0, 7], parts: [0, 7] },
    // What has no room is not asked: its share of the fraction would else be nobody's
    { total: 2, weights: [3, 1, 1], capacities: [2, 1, 0], parts: [2, 0, 0] },
    // What weighs nothing comes last, also where only some weigh nothing
    { total: 3, weights: [0, 1], capacities: [2, 2], parts: [1, 2] },
    // A part that is filled exactly leaves nothing to move
    { total: 3, weights: [0, 0, 0], capacities: [1, 1, 3], parts: [1, 0, 2] },
  ])('$total over $weights within $capacities is $parts', ({ total, weights, capacities, parts }) => {
    expect(allocateWithin(total, weights, capacities)).toEqual(parts);
  });

  test.each([
    { total: 1, weights: [1, 1], capacities: [5, 5], parts: [0, 1] },
    { total: 6, weights: [9, 1, 1, 1], capacities: [2, 9, 9, 9], parts: [2, 1, 1, 2] },
  ])('$total over $weights within $capacities, ties from the last, is $parts', ({ total, weights, capacities, parts }) => {
    expect(allocateWithin(total, weights, capacities, lastFirst)).toEqual(parts);
  });

  test('more than all capacities together is refused', () => {
    expect(() => allocateWithin(3, [1, 1], [1, 1])).toThrow(RangeError);
  });
});

function lastFirst(a: number, b: number): number {
  return b - a;
}
