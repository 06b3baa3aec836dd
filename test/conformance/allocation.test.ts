import { describe, expect, it } from 'vitest';
import { split } from './allocation/split.ts';
import { allocation } from './allocation/suite.ts';

describe('splitting under a stated rule', () => {
  it.each([
    ['to the largest remainders', 'largest', 300, [4300, 1400, 2300], [161, 53, 86]],
    ['to the first, once each part is rounded', 'first', 300, [4300, 1400, 2300], [162, 52, 86]],
    ['to the first, of a negative total', 'first', -300, [4300, 1400, 2300], [-162, -52, -86]],
    ['from the first, where rounding gave too much', 'first', 2, [2, 2, 2], [0, 1, 1]],
    ['to the first parts of equal ones', 'largest', 1000, [1, 1, 1], [334, 333, 333]],
    ['to the first that weigh anything, once each part is cut', 'floored', 5, [0, 30, 70], [0, 2, 3]],
    ['to the first of a negative total, once each part is cut', 'floored', -5, [30, 70], [-2, -3]],
  ] as const)('gives what is left over %s', (_, remainder, total, weights, parts) => {
    expect(split(total, weights, { remainder, weightless: 'nobody' })).toEqual(parts);
  });

  it('gives a total without weights to all alike or to nobody', () => {
    expect(split(10, [0, 0], { remainder: 'largest', weightless: 'equally' })).toEqual([5, 5]);
    expect(split(10, [0, 0], { remainder: 'first', weightless: 'nobody' })).toEqual([0, 0]);
  });
});

describe('a vector of allocation', () => {
  const vector = { suite: 'vendure prorate', weights: [1, 1], total: 3, expected: [2, 1] };

  it('passes where every part is in its place', () => {
    expect(allocation.check(vector)).toEqual({ verdict: 'passed' });
    expect(allocation.check({ ...vector, expected: [1, 2] })).toEqual({ verdict: 'failed', reason: '2,1 instead of 1,2' });
    expect(allocation.check({ ...vector, expected: [2, 1, 0] }).verdict).toBe('failed');
  });

  it('of a peer that states no rule passes by the rule that gives its parts', () => {
    expect(allocation.check({ suite: 'money of somebody else', weights: [30, 70], total: 5, expected: [2, 3] })).toEqual({ verdict: 'passed' });
    expect(allocation.check({ suite: 'money of somebody else', weights: [70, 30], total: 5, expected: [4, 1] })).toEqual({ verdict: 'passed' });
  });

  it.each([
    ['of a peer that states no rule, where none gives these parts', { suite: 'somebody else', expected: [0, 3] }],
    ['with half a cent', { total: 3.5 }],
    ['with a weight that is too large to be exact', { weights: [1, 2 ** 53] }],
    ['without parts', { weights: [] }],
    ['with a field that says something more', { mode: 'even' }],
  ])('is refused %s', (_, changes) => {
    expect(allocation.check({ ...vector, ...changes }).verdict).toBe('refused');
  });
});
