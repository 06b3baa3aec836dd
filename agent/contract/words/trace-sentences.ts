import type { Reason, ReasonValue, Trace, TracedChoice, TracedPromotion } from '../../domain/pricing/trace.ts';
import type { Formats } from './formats.ts';
import type { Localized } from './localized.ts';

/** How one language says and writes things. */
export interface TraceSpeech extends Pick<Formats, 'money' | 'points' | 'quantity' | 'day'> {
  /** The words of the key in `resources/locales`, with its placeholders filled */
  say(key: string, values: Readonly<Record<string, string>>): string;
  localize(text: Localized): string;
  /** What the line is called on the screen */
  line(lineId: string): string;
}

/** A trace in sentences: one for each promotion, then the choices with what they save, then a warning where not every combination was tried. */
export function traceSentences({ exact, plans, choices, promotions }: Trace, speech: TraceSpeech): string[] {
  const names = new Map(promotions.map(({ promotionId, name }) => [promotionId, speech.localize(name)]));
  return [
    ...promotions.map((promotion) => promotionSentence(promotion, speech)),
    ...choices.map((choice) => choiceSentence(choice, names, speech)),
    ...(exact ? [] : [speech.say('trace.inexact', { plans: String(plans) })]),
  ];
}

function promotionSentence({ name, verdict, lineIds, discountMinor, points, reasons }: TracedPromotion, speech: TraceSpeech): string {
  const spoken = { name: speech.localize(name), reasons: reasons.map((reason) => reasonWords(reason, speech)).join('; ') };
  if (verdict !== 'applied') return speech.say(`trace.verdict.${verdict}`, spoken);
  const given = [
    ...(discountMinor > 0 ? [speech.say('trace.gave.discount', { discountMinor: speech.money(discountMinor) })] : []),
    ...(points > 0 ? [speech.say('trace.gave.points', { points: speech.points(points) })] : []),
  ];
  const gave = given.length === 0 ? speech.say('trace.gave.other', {}) : onLines(given.join(', '), lineIds, speech);
  return reasons.length === 0 ? speech.say('trace.verdict.applied', { name: spoken.name, gave }) : speech.say('trace.verdict.applied-but', { ...spoken, gave });
}

function choiceSentence({ lineIds, chosen, next, savesMinor }: TracedChoice, names: ReadonlyMap<string, string>, speech: TraceSpeech): string {
  const nameAll = (ids: readonly string[]): string => (ids.length === 0 ? speech.say('trace.choice.nothing', {}) : ids.map((id) => names.get(id) ?? id).join(' + '));
  const where = lineIds === undefined ? speech.say('trace.choice.receipt', {}) : lineIds.map((id) => speech.line(id)).join(', ');
  const spoken = { where, chosen: nameAll(chosen), next: nameAll(next) };
  return savesMinor === 0 ? speech.say('trace.choice.equal', spoken) : speech.say('trace.choice.saves', { ...spoken, savesMinor: speech.money(savesMinor) });
}

function reasonWords({ key, values = {}, lineIds = [], of = [] }: Reason, speech: TraceSpeech): string {
  const spoken: Record<string, string> = { of: of.map((part) => reasonWords(part, speech)).join(key === 'trace.condition.any' ? ' / ' : ', ') };
  for (const [name, value] of Object.entries(values)) spoken[name] = valueWords(name, value, speech);
  return onLines(speech.say(key, spoken), lineIds, speech);
}

function onLines(reason: string, lineIds: readonly string[], speech: TraceSpeech): string {
  return lineIds.length === 0 ? reason : speech.say('trace.on-lines', { reason, lines: lineIds.map((id) => speech.line(id)).join(', ') });
}

/** The end of the name says the unit, as in `reasonValues`. */
function valueWords(name: string, value: ReasonValue, speech: TraceSpeech): string {
  if (Array.isArray(value)) return value.map((one) => valueWords(name, one, speech)).join(', ');
  if (typeof value === 'object') return speech.localize(value);
  if (typeof value === 'string') return name.endsWith('On') ? speech.day(value) : value;
  if (name === 'weekdays') return speech.say(`trace.weekday.${value}`, {});
  if (name.endsWith('Minor')) return speech.money(value);
  if (name.endsWith('Milli')) return speech.quantity(value);
  // Hundredths of a percent as thousandths
  if (name.endsWith('BasisPoints')) return speech.quantity(value * 10);
  return name.endsWith('Minute') ? clock(value) : String(value);
}

function clock(minuteOfDay: number): string {
  return `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
}
