import type { BundleLibrary } from './bundle-library.ts';
import type { Queryable } from './database/database.ts';

/** The day of an instant in a zone (IANA name), YYYY-MM-DD. */
export function localDay(atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(atMs);
  const part = (wanted: Intl.DateTimeFormatPartTypes) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** Today in the zone of the programme in force; in UTC where there is none yet. */
export async function programmeToday(db: Queryable, library: BundleLibrary, nowMs: number): Promise<string> {
  return localDay(nowMs, (await library.timeZoneInForce(db)) ?? 'UTC');
}
