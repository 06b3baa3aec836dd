import { ofDigits, type Lint, type LintFault } from '../lint.ts';

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A year of two digits is read as one of 2000 … 2099 for its leap day, and so is that of 1952: both centuries leap in the same years. */
export const yymmdd: Lint = (value) => dateFault(value, 2, 1);
/** The day may be 00: the last of the month is meant. */
export const yymmd0: Lint = (value) => dateFault(value, 2, 0);
export const yyyymmdd: Lint = (value) => dateFault(value, 4, 1);
export const yyyymmd0: Lint = (value) => dateFault(value, 4, 0);

export const hh: Lint = ofDigits((value) => (value.length === 2 && value < '24' ? undefined : 'illegal-hour'));
export const mi: Lint = ofDigits((value) => (value.length === 2 && value < '60' ? undefined : 'illegal-minute'));
export const ss: Lint = ofDigits((value) => (value.length === 2 && value < '60' ? undefined : 'illegal-second'));
export const hhmi: Lint = ofDigits((value) => hh(value.slice(0, 2)) ?? mi(value.slice(2)));
export const yymmddhh: Lint = (value) => yymmdd(value.slice(0, 6)) ?? hh(value.slice(6));

function dateFault(value: string, yearDigits: 2 | 4, firstDay: 0 | 1): LintFault | undefined {
  const length = yearDigits + 4;
  if (value.length !== length) return value.length < length ? 'date-too-short' : 'date-too-long';
  if (!/^[0-9]+$/.test(value)) return 'non-digit-character';
  const year = Number(value.slice(0, yearDigits));
  const month = Number(value.slice(yearDigits, yearDigits + 2));
  const day = Number(value.slice(yearDigits + 2));
  const most = daysOfMonth[month - 1];
  if (most === undefined) return 'illegal-month';
  const isLeap = year % 4 === 0 && (yearDigits === 2 || year % 100 !== 0 || year % 400 === 0);
  return day < firstDay || day > (month === 2 && !isLeap ? 28 : most) ? 'illegal-day' : undefined;
}
