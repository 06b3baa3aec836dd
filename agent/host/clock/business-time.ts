import type { BusinessTime } from '../../domain/time/business-time.ts';

const msPerMinute = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** That instant as the wall clock of the zone shows it. @param timeZone IANA name @throws RangeError for one that is unknown */
export function businessTimeAt(atMs: number, timeZone: string): BusinessTime {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(atMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const localMidnightMs = Date.UTC(year, month - 1, day);
  const localMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const wholeSecondMs = atMs - (((atMs % 1000) + 1000) % 1000);
  return {
    instantMs: atMs,
    localDate: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`,
    minuteOfDay: hour * 60 + minute,
    // getUTCDay counts from Sunday 0, ISO from Monday 1 to Sunday 7.
    weekday: new Date(localMidnightMs).getUTCDay() || 7,
    offsetMin: Math.round((localMs - wholeSecondMs) / msPerMinute),
  };
}

/** A format is expensive to make and cheap to use. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
