const written = /^(\d{1,2})[.,/\-\s](\d{1,2})[.,/\-\s](\d{4})$/;
const digitsAlone = /^(\d{2})(\d{2})(\d{4})$/;

/** A day as people type it, "7.3.1990" or "07031990", as "1990-03-07". Undefined for what is no day of any year. */
export function typedDay(text: string): string | undefined {
  const match = written.exec(text.trim()) ?? digitsAlone.exec(text.trim());
  if (match === null) return undefined;
  const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  // 31.02. would become 3.03.
  const isThere = year >= 1900 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? date.toISOString().slice(0, 'YYYY-MM-DD'.length) : undefined;
}

/** "2026-12-01" for one day after "2026-11-30" */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
