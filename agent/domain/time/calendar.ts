import { unreachable } from '../unreachable.ts';

/** Calendar arithmetic on plain numbers: the kernel has no Date (DESIGN §3). */
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** `month` 1 … 12 */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 31);
}

/** Days since 1 January of the year 0 in the Gregorian calendar: only differences mean anything. */
export function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  let days = year * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + day;
  for (let earlier = 1; earlier < month; earlier += 1) days += daysInMonth(year, earlier);
  return days;
}

/** Full months from one date to another, both YYYY-MM-DD: the month is full on the same day of the month, or on the last where that day does not exist. */
export function fullMonthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 1, fromDay = 1] = from.split('-').map(Number);
  const [year = 0, month = 1, day = 1] = to.split('-').map(Number);
  const months = (year - fromYear) * 12 + month - fromMonth;
  return day >= Math.min(fromDay, daysInMonth(year, month)) ? months : months - 1;
}

/** The date so many days later, YYYY-MM-DD. `days` is not negative. */
export function addDays(date: string, days: number): string {
  let year = digitsAt(date, 0) * 100 + digitsAt(date, 2);
  let month = digitsAt(date, 5);
  let day = digitsAt(date, 8) + days;
  while (day > daysInMonth(year, month)) {
    day -= daysInMonth(year, month);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
  return dateOf(year, month, day);
}

/** The first day of the calendar period that holds the date; weeks begin on Monday. */
export function firstDayOf(period: 'day' | 'week' | 'month' | 'year', date: string): string {
  switch (period) {
    case 'day':
      return date;
    case 'week':
      return mondayOf(date);
    case 'month':
      return `${date.slice(0, 7)}-01`;
    case 'year':
      return `${date.slice(0, 4)}-01-01`;
    default:
      return unreachable(period);
  }
}

/** 1 Monday … 7 Sunday */
export function weekdayOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  // Day 1 of the count, 1 January of the year 1, was a Monday; the year 0 lies before it.
  const days = dayNumber(year, month, day) - dayNumber(1, 1, 1);
  return (((days % 7) + 7) % 7) + 1;
}

function mondayOf(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const back = weekdayOf(date) - 1;
  if (day > back) return dateOf(year, month, day - back);
  return month > 1 ? dateOf(year, month - 1, daysInMonth(year, month - 1) + day - back) : dateOf(year - 1, 12, 31 + day - back);
}

function dateOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The date YYYY-MM-DD as one number that sorts like it: numbers compare faster than texts. */
export function dateKey(date: string): number {
  return ((digitsAt(date, 0) * 100 + digitsAt(date, 2)) * 100 + digitsAt(date, 5)) * 100 + digitsAt(date, 8);
}

/** Is there such a day? `date` is YYYY-MM-DD with a month of 01 … 12. */
export function isDate(date: string): boolean {
  return digitsAt(date, 8) <= daysInMonth(digitsAt(date, 0) * 100 + digitsAt(date, 2), digitsAt(date, 5));
}

/** The two digits that begin there, as a number: cheaper than to cut them out, and a bundle has ten thousands of dates. */
function digitsAt(date: string, at: number): number {
  return (date.charCodeAt(at) - zero) * 10 + date.charCodeAt(at + 1) - zero;
}

const zero = 48;
