import { expect, it } from 'vitest';
import { isAroundBirthday } from '../../../agent/domain/time/birthday.ts';

it.each([
  ['02-29', '2027-02-28', 0, 0, true],
  ['02-29', '2027-03-01', 0, 0, false],
  ['02-29', '2027-03-01', 0, 1, true],
  ['02-29', '2028-02-28', 0, 0, false],
  ['02-29', '2028-02-29', 0, 0, true],
  ['02-29', '2027-02-27', 1, 0, true],
  ['12-31', '2027-01-01', 0, 1, true],
  ['01-01', '2026-12-31', 1, 0, true],
  ['01-01', '2026-12-31', 0, 1, false],
])('of %s, %s is around it by %d days before and %d after: %s', (birthday, today, before, after, isAround) => {
  expect(isAroundBirthday(birthday, today, before, after)).toBe(isAround);
});
