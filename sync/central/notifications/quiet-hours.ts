/** Minutes of the day between which nothing is sent; `from` may be later than `to`: then they go over midnight. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

const form = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** `21:00-09:00`; undefined for what is none. */
export function parseQuietHours(text: string): QuietHours | undefined {
  const [, fromHour, fromRest, toHour, toRest] = form.exec(text) ?? [];
  if (fromHour === undefined) return undefined;
  return { fromMinute: Number(fromHour) * 60 + Number(fromRest), toMinute: Number(toHour) * 60 + Number(toRest) };
}

export function isQuiet({ fromMinute, toMinute }: QuietHours, nowMs: number, timeZone: string): boolean {
  const minute = minuteOfDay(nowMs, timeZone);
  return fromMinute <= toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

function minuteOfDay(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(atMs);
  const part = (wanted: Intl.DateTimeFormatPartTypes) => Number(parts.find(({ type }) => type === wanted)?.value ?? '0');
  return part('hour') * 60 + part('minute');
}
