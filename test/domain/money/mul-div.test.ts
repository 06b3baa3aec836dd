import { describe, expect, test } from 'vitest';
import { mulDiv, mulDivAtMost } from '../../../agent/domain/money/mul-div.ts';

describe('mulDiv multiplies and divides without a float ever rounding', () => {
  test.each([
    { a: 5, b: 1, c: 2, floor: 2, halfUp: 3 },
    { a: -5, b: 1, c: 2, floor: -2, halfUp: -3 },
    { a: 4, b: 1, c: 3, floor: 1, halfUp: 1 },
    { a: 5, b: 1, c: 3, floor: 1, halfUp: 2 },
    { a: -5, b: 1, c: 3, floor: -1, halfUp: -2 },
    { a: 0, b: -7, c: 3, floor: 0, halfUp: 0 },
    { a: 1, b: -1, c: 3, floor: 0, halfUp: 0 },
    // Half of the divisor more would be beyond 2^53
    { a: 2 ** 53 - 1, b: 1, c: 2 ** 53 - 3, floor: 1, halfUp: 1 },
    { a: 2 ** 53 - 2, b: -1, c: 5, floor: -1_801_439_850_948_198, halfUp: -1_801_439_850_948_198 },
    // 9007199254740991 × 9007199254740991 ÷ 9007199254740991
    { a: 2 ** 53 - 1, b: 2 ** 53 - 1, c: 2 ** 53 - 1, floor: 2 ** 53 - 1, halfUp: 2 ** 53 - 1 },
    // The product is beyond 2^53, and as a double it would round to the next even number
    { a: 3_002_399_751_580_331, b: 5, c: 10, floor: 1_501_199_875_790_165, halfUp: 1_501_199_875_790_166 },
  ])('$a × $b ÷ $c is $floor cut off, $halfUp rounded half up', ({ a, b, c, floor, halfUp }) => {
    expect(mulDiv(a, b, c, 'floor')).toBe(floor);
    expect(mulDiv(a, b, c, 'half-up')).toBe(halfUp);
  });

  test.each([
    { name: 'a fraction', args: [1.5, 1, 1] },
    { name: 'a fraction times what makes it whole', args: [1.5, 2, 1] },
    { name: 'the same the other way round', args: [2, 1.5, 1] },
    { name: 'a fractional divisor', args: [3, 1, 1.5] },
    { name: 'no number', args: [Number.NaN, 1, 1] },
    { name: 'an unsafe integer', args: [2 ** 53, 1, 1] },
    { name: 'a divisor of zero', args: [1, 1, 0] },
    { name: 'a negative divisor', args: [1, 1, -1] },
    { name: 'a result beyond 2^53', args: [2 ** 52, 4, 1] },
  ] as const)('$name is refused', ({ args: [a, b, c] }) => {
    expect(() => mulDiv(a, b, c, 'floor')).toThrow(RangeError);
  });

  test('with a limit, a result beyond it is the limit, even where it could not be computed', () => {
    expect(mulDivAtMost(2 ** 52, 2 ** 52, 1, 'floor', 17)).toBe(17);
    expect(mulDivAtMost(2 ** 51 - 1, 1_000_000_000, 1000, 'half-up', 2 ** 51)).toBe(2 ** 51);
    expect(mulDivAtMost(3, 7, 2, 'half-up', 17)).toBe(11);
    expect(mulDivAtMost(2 ** 30, 2 ** 25, 2 ** 20, 'floor', 2 ** 40)).toBe(2 ** 35);
    expect(mulDivAtMost(2 ** 52, 0, 1, 'floor', 17)).toBe(0);
  });
});
