import type { ReasonValue } from '../../domain/pricing/trace.ts';
import type { Formats } from './formats.ts';
import type { Localized } from './localized.ts';

/** How one language says and writes things. */
export interface TraceSpeech extends Pick<Formats, 'money' | 'points' | 'quantity' | 'day'> {
  /** The words of the key (`trace.…`, in `resources/locales/trace.*.json`), with its placeholders filled; in the form that goes with `count`, where there is one */
  say(key: string, values: Readonly<Record<string, string | number>>): string;
  localize(text: Localized): string;
  /** What the line is called on the screen */
  line(lineId: string): string;
}

/** Of a longer list only these are said, and how many others there are. */
const maxListed = 5;

export function listWords(words: readonly string[], speech: TraceSpeech): string {
  if (words.length <= maxListed) return words.join(', ');
  return speech.say('trace.goods.some', { goods: words.slice(0, maxListed).join(', '), others: String(words.length - maxListed) });
}

/** What is counted has a form for each number. */
const counted: readonly (readonly [end: string, key: string])[] = [['Months', 'months'], ['Days', 'days'], ['Units', 'units'], ['Times', 'times']];

/** The end of the name says the unit, as in `reasonValues`. */
export function valueWords(name: string, value: ReasonValue, speech: TraceSpeech): string {
  if (name === 'promotions' && Array.isArray(value)) return value.map((one) => speech.say('trace.choice.name', { name: valueWords('name', one, speech) })).join(', ');
  if (Array.isArray(value)) return value.map((one) => valueWords(name, one, speech)).join(', ');
  if (typeof value === 'object') return speech.localize(value);
  if (name === 'weekdays') return speech.say(`trace.weekday.${value}`, {});
  if (name === 'identification') return speech.say(`trace.identification.${value}`, {});
  if (typeof value === 'string') return name.endsWith('On') ? speech.day(value) : value;
  return numberWords(name, value, speech);
}

function numberWords(name: string, value: number, speech: TraceSpeech): string {
  if (name.endsWith('Minor')) return speech.money(value);
  if (name.endsWith('Milli')) return speech.quantity(value);
  // Hundredths of a percent as thousandths
  if (name.endsWith('BasisPoints')) return speech.quantity(value * 10);
  if (name.endsWith('Points')) return speech.points(value);
  if (name.endsWith('Minute')) return clock(value);
  const key = counted.find(([end]) => name.endsWith(end))?.[1];
  return key === undefined ? String(value) : speech.say(`trace.count.${key}`, { count: value });
}

function clock(minuteOfDay: number): string {
  return `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
}
