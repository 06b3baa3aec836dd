import { refuse } from '../outcome.ts';
import type { Refusal } from '../outcome.ts';
import type { Till } from '../till.ts';

export interface AskedSpan {
  readonly fromMs: number;
  /** Not included */
  readonly toMs: number;
}

export interface SpanInput {
  /** A day in the store's zone */
  readonly date?: string;
  /** ISO 8601 with a zone, or milliseconds since the epoch */
  readonly from?: string;
  readonly to?: string;
}

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/u;
const dayMs = 86_400_000;

/** The span of time that is asked for: a day, or from … to; what is left out ends now and begins `defaultMs` before that, or with today where that is undefined. */
export function askedSpan(till: Pick<Till, 'clock' | 'activeBundle'>, { date, from, to }: SpanInput, defaultMs: number | undefined): AskedSpan | Refusal<'bad-request'> {
  const timeZone = till.activeBundle()?.bundle.timeZone ?? 'UTC';
  const nowMs = till.clock.now().atMs;
  if (date !== undefined) {
    if (from !== undefined || to !== undefined) return wrong('/date', 'Say a date, or from and to.');
    const fromMs = startOf(till, date, timeZone);
    return fromMs === undefined ? wrong('/date', 'A date is like 2026-11-22.') : { fromMs, toMs: startOf(till, nextDay(date), timeZone) ?? fromMs + dayMs };
  }
  const toMs = to === undefined ? nowMs + 1 : instantOf(to);
  if (toMs === undefined) return wrong('/to', 'An instant is like 2026-11-22T10:30:00+05:00, or milliseconds since the epoch.');
  const begin = from === undefined ? (defaultMs === undefined ? startOf(till, till.clock.businessTime(nowMs, timeZone).localDate, timeZone) : toMs - defaultMs) : instantOf(from);
  if (begin === undefined) return wrong('/from', 'An instant is like 2026-11-22T10:30:00+05:00, or milliseconds since the epoch.');
  return begin < toMs ? { fromMs: Math.max(0, begin), toMs } : wrong('/to', 'The span ends before it begins.');
}

function wrong(path: string, detail: string): Refusal<'bad-request'> {
  return { ...refuse('bad-request', detail), path };
}

function instantOf(text: string): number | undefined {
  if (/^\d{1,15}$/u.test(text)) return Number(text);
  const ms = isoInstant.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) || ms < 0 ? undefined : ms;
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** Midnight of that day in the zone; where the clocks change that night, by the offset of the hour before. */
function startOf({ clock }: Pick<Till, 'clock'>, date: string, timeZone: string): number | undefined {
  const utcMs = /^\d{4}-\d{2}-\d{2}$/u.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(utcMs) || utcMs < 0 || new Date(utcMs).toISOString().slice(0, 'YYYY-MM-DD'.length) !== date) return undefined;
  const roughly = utcMs - clock.businessTime(utcMs, timeZone).offsetMin * 60_000;
  return utcMs - clock.businessTime(roughly, timeZone).offsetMin * 60_000;
}
