import type { Reason, Trace, TracedChoice, TracedPromotion } from '../../domain/pricing/trace.ts';
import { listWords, type TraceSpeech, valueWords } from './trace-values.ts';

export type { TraceSpeech } from './trace-values.ts';

/** A trace in sentences, each beside what it tells of. */
export interface TraceWords {
  promotions: { promotion: TracedPromotion; sentence: string }[];
  choices: { choice: TracedChoice; sentence: string }[];
  /** Of the sale as a whole */
  remarks: { remark: Reason; sentence: string }[];
}

export function traceWords({ choices, promotions, remarks }: Trace, speech: TraceSpeech): TraceWords {
  const names = new Map(promotions.map(({ promotionId, name }) => [promotionId, speech.localize(name)]));
  return {
    promotions: promotions.map((promotion) => ({ promotion, sentence: promotionSentence(promotion, speech) })),
    choices: choices.map((choice) => ({ choice, sentence: choiceSentence(choice, names, speech) })),
    remarks: remarks.map((remark) => ({ remark, sentence: reasonWords(remark, speech) })),
  };
}

/** A trace in sentences: one for each promotion, then the choices with what they save, then what is to say of the sale as a whole. */
export function traceSentences(trace: Trace, speech: TraceSpeech): string[] {
  const { promotions, choices, remarks } = traceWords(trace, speech);
  return [...promotions, ...choices, ...remarks].map(({ sentence }) => sentence);
}

function promotionSentence(promotion: TracedPromotion, speech: TraceSpeech): string {
  const { verdict, lineIds, discountMinor, points } = promotion;
  const name = speech.localize(promotion.name);
  const reasons = allWords(promotion.reasons, speech);
  if (verdict === 'not-met') return notMetSentence(name, promotion.reasons, speech);
  if (verdict !== 'applied') return speech.say(`trace.verdict.${verdict}`, { name, reasons });
  const given = [
    ...(discountMinor > 0 ? [speech.say('trace.gave.discount', { discountMinor: speech.money(discountMinor) })] : []),
    ...(points > 0 ? [speech.say('trace.gave.points', { points: speech.points(points) })] : []),
  ];
  const gave = given.length === 0 ? speech.say('trace.gave.other', {}) : onLines(given.join(', '), lineIds, speech);
  return reasons === '' ? speech.say('trace.verdict.applied', { name, gave }) : speech.say('trace.verdict.applied-but', { name, gave, reasons });
}

/** A condition asks for something; that a limit is used up is a fact. */
function notMetSentence(name: string, reasons: readonly Reason[], speech: TraceSpeech): string {
  const isCondition = ({ key }: Reason): boolean => key.startsWith('trace.condition.');
  const asked = allWords(reasons.filter(isCondition), speech);
  const facts = allWords(reasons.filter((reason) => !isCondition(reason)), speech);
  if (facts === '') return speech.say('trace.verdict.not-met', { name, reasons: asked });
  return asked === '' ? speech.say('trace.verdict.no-room', { name, reasons: facts }) : speech.say('trace.verdict.not-met-besides', { name, facts, reasons: asked });
}

function choiceSentence({ lineIds, onReceipt, chosen, next, savesMinor }: TracedChoice, names: ReadonlyMap<string, string>, speech: TraceSpeech): string {
  const nameAll = (ids: readonly string[]): string =>
    ids.length === 0 ? speech.say('trace.choice.nothing', {}) : ids.map((id) => speech.say('trace.choice.name', { name: names.get(id) ?? id })).join(' + ');
  const where = onReceipt === true ? onLines(speech.say('trace.choice.receipt', {}), lineIds, speech) : linesWords(lineIds, speech);
  const spoken = { where, chosen: nameAll(chosen), next: nameAll(next) };
  // The same promotions both times, on other units or for other sums
  if (savesMinor > 0 && spoken.chosen === spoken.next) return speech.say('trace.choice.otherwise', { ...spoken, savesMinor: speech.money(savesMinor) });
  return savesMinor === 0 ? speech.say('trace.choice.equal', spoken) : speech.say('trace.choice.saves', { ...spoken, savesMinor: speech.money(savesMinor) });
}

function allWords(reasons: readonly Reason[], speech: TraceSpeech): string {
  return reasons.map((reason) => reasonWords(reason, speech)).join('; ');
}

/** One reason, as the part of a sentence. */
export function reasonWords({ key, values = {}, lineIds = [], of = [] }: Reason, speech: TraceSpeech): string {
  const spoken: Record<string, string> = { of: of.map((part) => reasonWords(part, speech)).join(key === 'trace.condition.any' ? ' / ' : ', ') };
  for (const [name, value] of Object.entries(values)) spoken[name] = valueWords(name, value, speech);
  return onLines(speech.say(key, spoken), lineIds, speech);
}

function onLines(reason: string, lineIds: readonly string[], speech: TraceSpeech): string {
  return lineIds.length === 0 ? reason : speech.say('trace.on-lines', { reason, lines: linesWords(lineIds, speech) });
}

function linesWords(lineIds: readonly string[], speech: TraceSpeech): string {
  return listWords(lineIds.map((id) => speech.line(id)), speech);
}
