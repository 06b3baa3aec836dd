import { expect, test } from 'vitest';
import { birthdaysToGive } from '../../../agent/domain/bundle/birthdays-to-give.ts';

function days(today: string, daysBefore?: number): string[] {
  return birthdaysToGive({ points: 1, ...(daysBefore === undefined ? {} : { daysBefore }) }, today).map(({ day, year }) => `${year}-${day}`);
}

test('birthday points are due from the day itself, or some days before, until a week later', () => {
  expect(days('2026-11-22')).toEqual(['2026-11-22', '2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-16', '2026-11-15']);
  expect(days('2026-11-22', 2)).toEqual(['2026-11-24', '2026-11-23', '2026-11-22', '2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17']);
});

test.each([
  ['2026-03-05', ['2026-03-05', '2026-03-04', '2026-03-03', '2026-03-02', '2026-03-01', '2026-02-28', '2026-02-29', '2026-02-27', '2026-02-26']],
  ['2028-03-02', ['2028-03-02', '2028-03-01', '2028-02-29', '2028-02-28', '2028-02-27', '2028-02-26', '2028-02-25', '2028-02-24']],
  ['2026-02-03', ['2026-02-03', '2026-02-02', '2026-02-01', '2026-01-31', '2026-01-30', '2026-01-29', '2026-01-28', '2026-01-27']],
  ['2027-01-02', ['2027-01-02', '2027-01-01', '2026-12-31', '2026-12-30', '2026-12-29', '2026-12-28', '2026-12-27', '2026-12-26']],
])('on %s the week before it reaches over the turn of the month', (today, all) => {
  expect(days(today)).toEqual(all);
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
