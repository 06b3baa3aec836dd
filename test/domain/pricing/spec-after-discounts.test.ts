import { describe, expect, test } from 'vitest';
import { outcomeOf, workedRows } from '../kit/worked.ts';

describe.each(['R-32', 'R-33', 'R-34', 'R-35', 'R-36', 'R-37', 'R-38'])('%s coupons, programmes, orders, points and conditions', (rule) => {
  test.each(workedRows(rule))('$given: $gives', (worked) => {
    expect(outcomeOf(rule, worked)).toEqual(worked.expected);
  });
});
