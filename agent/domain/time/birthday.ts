import { daysInMonth, dayNumber } from './calendar.ts';

/**
 * Does `today` lie from `daysBefore` days before to `daysAfter` days after the birthday, both included, whatever the turn of the year?
 * A birthday that the year does not have (29 February) is kept on the last day of its month.
 * `birthday` is MM-DD, `today` YYYY-MM-DD.
 */
export function isAroundBirthday(birthday: string, today: string, daysBefore: number, daysAfter: number): boolean {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const [birthMonth = 1, birthDay = 1] = birthday.split('-').map(Number);
  const now = dayNumber(year, month, day);
  return [year - 1, year, year + 1].some((birthYear) => {
    const then = dayNumber(birthYear, birthMonth, Math.min(birthDay, daysInMonth(birthYear, birthMonth)));
    return then - daysBefore <= now && now <= then + daysAfter;
  });
}
