/** The wall clock of the store: its zone comes with the programme. Before that, the machine's own zone. */
export interface StoreTime {
  /** "14:52" */
  clock: string;
  /** "2026-11-22" */
  date: string;
  /** "20261122-145207" */
  stamp: string;
}

export function storeTime(atMs: number, timeZone: string | undefined): StoreTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...(timeZone === undefined ? {} : { timeZone }),
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).formatToParts(atMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  const clock = `${part('hour')}:${part('minute')}`;
  return { clock, date: `${part('year')}-${part('month')}-${part('day')}`, stamp: `${part('year')}${part('month')}${part('day')}-${part('hour')}${part('minute')}${part('second')}` };
}
