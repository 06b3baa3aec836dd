import type { TFunction } from 'i18next';
import type { Message } from '../../agent/contract/journal.ts';
import type { Formats } from '../../agent/contract/words/formats.ts';

/** A sentence that the agent names by its key. Values whose name ends in `Minor` are money, in `Points` points. A key of a newer agent is shown as it is. */
export function messageWords(t: TFunction, formats: Pick<Formats, 'money' | 'points'>, { key, values = {} }: Message): string {
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : valueWords(formats, name, value)]));
  const words = (t as (key: string, options: object) => string)(key, { ...shown, defaultValue: '' });
  return words === '' ? [key, ...Object.values(shown)].join(' ') : words;
}

function valueWords(formats: Pick<Formats, 'money' | 'points'>, name: string, value: number): string {
  if (name.endsWith('Minor')) return formats.money(value);
  return name.endsWith('Points') ? formats.points(value) : String(value);
}
