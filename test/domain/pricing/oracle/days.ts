/** Dates of the reference, by the calendar that JavaScript has. Dates are YYYY-MM-DD. */
import type { LimitPeriod } from '../../../../agent/domain/promotions/promotion.ts';

const dayMs = 86_400_000;

function atMidnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

export function addDays(date: string, days: number): string {
  return new Date(atMidnight(date) + days * dayMs).toISOString().slice(0, 10);
}

function lastDayOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function partsOf(date: string): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

export function fullMonths(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = partsOf(from);
  const [year, month, day] = partsOf(to);
  const months = year * 12 + month - fromYear * 12 - fromMonth;
  return day < Math.min(fromDay, lastDayOfMonth(year, month)) ? months - 1 : months;
}

/** `birthday` is MM-DD; one that the year does not have is kept on the last day of its month. */
export function isNearBirthday(birthday: string, today: string, daysBefore: number, daysAfter: number): boolean {
  const year = Number(today.slice(0, 4));
  const [month, day] = [Number(birthday.slice(0, 2)), Number(birthday.slice(3, 5))];
  return [year - 1, year, year + 1].some((birthYear) => {
    const kept = Date.UTC(birthYear, month - 1, Math.min(day, lastDayOfMonth(birthYear, month)));
    const days = (atMidnight(today) - kept) / dayMs;
    return -daysBefore <= days && days <= daysAfter;
  });
}

export function firstDayOf(period: LimitPeriod, today: string, weekday: number): string {
  const first = { day: today, week: addDays(today, 1 - weekday), month: `${today.slice(0, 8)}01`, year: `${today.slice(0, 5)}01-01`, ever: '0000-00-00' };
  return first[period];
}
