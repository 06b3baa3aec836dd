import { addDays, daysInMonth } from '../time/calendar.ts';
import type { BirthdayPoints } from './bundle.ts';

/** So many days late points are still given: the centre may have been down. */
const lateDays = 7;

export interface BirthdayOfYear {
  /** MM-DD */
  day: string;
  year: number;
}

/** The birthdays for which points are due on a day, each in its year. One on 29 February is kept on the 28th in a common year. */
export function birthdaysToGive({ daysBefore = 0 }: BirthdayPoints, today: string): BirthdayOfYear[] {
  const days: BirthdayOfYear[] = [];
  for (let late = 0; late <= lateDays; late += 1) {
    const date = late <= daysBefore ? addDays(today, daysBefore - late) : daysAgo(today, late - daysBefore);
    const year = Number(date.slice(0, 4));
    const day = date.slice(5);
    days.push({ day, year });
    if (day === '02-28' && daysInMonth(year, 2) === 28) days.push({ day: '02-29', year });
  }
  return days;
}

/** At most some days: the calendar counts forward only. */
function daysAgo(today: string, days: number): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  if (day > days) return dateText(year, month, day - days);
  return month > 1 ? dateText(year, month - 1, daysInMonth(year, month - 1) + day - days) : dateText(year - 1, 12, 31 + day - days);
}

function dateText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
