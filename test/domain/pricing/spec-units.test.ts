import { describe, expect, test } from 'vitest';
import { outcomeOf, workedRows } from '../kit/worked.ts';

describe.each(['R-23', 'R-24', 'R-25', 'R-26', 'R-27', 'R-28', 'R-29', 'R-30'])('%s units, sums, limits and rounding', (rule) => {
  test.each(workedRows(rule))('$given: $gives', (worked) => {
    expect(outcomeOf(rule, worked)).toEqual(worked.expected);
  });
});
