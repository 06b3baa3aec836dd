import type { BusinessTime } from '../../domain/time/business-time.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const weekdays: Readonly<Record<string, number>> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

/** That instant as a wall clock in `timeZone` (IANA name) shows it. Throws `RangeError` on an unknown zone. */
export function businessTimeAt(atMs: number, timeZone: string): BusinessTime {
  const part = new Map(formatOf(timeZone).formatToParts(atMs).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(part.get(type));
  const localMs = Date.UTC(number('year'), number('month') - 1, number('day'), number('hour'), number('minute'), number('second'));
  return {
    instantMs: atMs,
    localDate: `${part.get('year')}-${part.get('month')}-${part.get('day')}`,
    minuteOfDay: number('hour') * 60 + number('minute'),
    weekday: weekdays[part.get('weekday') ?? ''] ?? 1,
    offsetMin: Math.round((localMs - Math.floor(atMs / 1_000) * 1_000) / 60_000),
  };
}

/** Making a format costs far more than using it, and a till has one zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', weekday: 'short',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
