import { expect, test } from 'vitest';
import { birthdaysToGive } from '../../../agent/domain/bundle/birthdays-to-give.ts';

function days(today: string, daysBefore?: number): string[] {
  return birthdaysToGive({ points: 1, ...(daysBefore === undefined ? {} : { daysBefore }) }, today).map(({ day, year }) => `${year}-${day}`);
}

test('birthday points are due from the day itself, or some days before, until a week later', () => {
  expect(days('2026-11-22')).toEqual(['2026-11-22', '2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-16', '2026-11-15']);
  expect(days('2026-11-22', 2).at(0)).toBe('2026-11-24');
  expect(days('2026-11-22', 2).at(-1)).toBe('2026-11-17');
});

test('a birthday is in its own year over the turn of the year', () => {
  expect(days('2027-01-02')).toContain('2026-12-31');
  expect(days('2026-12-31', 2)).toContain('2027-01-02');
});

test('a birthday on 29 February is kept on the 28th in a common year only', () => {
  expect(days('2027-02-28')).toContain('2027-02-29');
  expect(days('2028-02-28')).not.toContain('2028-02-29');
  expect(days('2028-02-29')).toContain('2028-02-29');
});
