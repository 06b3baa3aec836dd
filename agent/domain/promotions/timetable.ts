import { dateKey } from '../time/calendar.ts';
import type { Condition } from './condition.ts';
import type { SaleFacts } from './sale-facts.ts';

/** From (included) to (included) as date keys; from (included) to (excluded) in minutes, over midnight where from > to; a bit for each ISO weekday. */
export interface TimeWindow {
  fromDay: number;
  toDay: number;
  fromMinute: number;
  toMinute: number;
  weekdays: number;
}

const numbersEach = 4;
const allDays = 0b1111_1110;

/**
 * The times of some promotions in one list of numbers, by their place. Most promotions that concern a good are not on now, and whether one is shows
 * here without looking at anything else of it.
 */
export class Timetable {
  readonly #numbers: readonly number[];

  constructor(windows: readonly TimeWindow[]) {
    // Minutes of a day need eleven bits.
    this.#numbers = windows.flatMap(({ fromDay, toDay, fromMinute, toMinute, weekdays }) => [fromDay, toDay, (toMinute << 11) | fromMinute, weekdays]);
  }

  isOn(place: number, { dateKey: today, time: { minuteOfDay, weekday } }: SaleFacts): boolean {
    const numbers = this.#numbers;
    const at = place * numbersEach;
    if (today < (numbers[at] ?? 0) || today > (numbers[at + 1] ?? 0) || ((numbers[at + 3] ?? 0) & (1 << weekday)) === 0) return false;
    const minutes = numbers[at + 2] ?? 0;
    return isBetween(minuteOfDay, minutes & 0x7ff, minutes >> 11);
  }
}

/** The same for one promotion. */
export function isOn({ fromDay, toDay, fromMinute, toMinute, weekdays }: TimeWindow, { dateKey: today, time: { minuteOfDay, weekday } }: SaleFacts): boolean {
  return fromDay <= today && today <= toDay && (weekdays & (1 << weekday)) !== 0 && isBetween(minuteOfDay, fromMinute, toMinute);
}

function isBetween(minuteOfDay: number, from: number, to: number): boolean {
  return from <= to ? from <= minuteOfDay && minuteOfDay < to : from <= minuteOfDay || minuteOfDay < to;
}

/** Divides a condition into the time that it asks for, as far as that fits one line of the timetable, and the rest: it holds where both do. */
export function divideTimes(condition: Condition): { window: TimeWindow; rest: Condition } {
  const window: TimeWindow = { fromDay: 0, toDay: 9999_12_31, fromMinute: 0, toMinute: 1440, weekdays: allDays };
  if (condition.kind !== 'all') return isTakenIn(condition, window) ? { window, rest: nothingMore } : { window, rest: condition };
  let rest: Condition[] | undefined;
  for (const part of condition.of) if (!isTakenIn(part, window)) rest = rest === undefined ? [part] : [...rest, part];
  if (rest === undefined) return { window, rest: nothingMore };
  const [only] = rest;
  return { window, rest: only !== undefined && rest.length === 1 ? only : { kind: 'all', of: rest } };
}

/** A condition that always holds. */
export const nothingMore: Condition = { kind: 'all', of: [] };

function isTakenIn(condition: Condition, window: TimeWindow): boolean {
  if (condition.kind === 'period') {
    window.fromDay = Math.max(window.fromDay, dateKey(condition.from));
    window.toDay = Math.min(window.toDay, dateKey(condition.to));
    return true;
  }
  if (condition.kind === 'weekdays') {
    window.weekdays &= condition.days.reduce((bits, day) => bits | (1 << day), 0);
    return true;
  }
  // Two ranges of hours do not always make one.
  if (condition.kind !== 'hours' || window.fromMinute !== 0 || window.toMinute !== 1440) return false;
  window.fromMinute = condition.fromMinute;
  window.toMinute = condition.toMinute;
  return true;
}
