import type { TFunction } from 'i18next';
import type { Problem } from '../../agent/contract/problem.ts';
import type ru from '../../resources/locales/ru.json';
import type { Formats } from '../../agent/contract/words/formats.ts';
import type { PointsAtTill } from '../../agent/contract/sale.ts';
import type { Localized } from '../../agent/contract/words/localized.ts';
import { placesWords } from './places-words.ts';
import type { SaleFailure } from '../state/sale-store.ts';

type KnownProblem = keyof (typeof ru)['problem'];
type KnownReason = Exclude<keyof (typeof ru)['points']['refused'], 'step' | 'most' | 'set-aside' | 'offline-most'>;

/** A failure as a sentence that says what to do next. */
export function failureWords(t: TFunction, formats: Pick<Formats, 'points'>, localize: (text: Localized) => string, failure: SaleFailure): string {
  if (failure.kind !== 'problem') return t(`notice.${failure.kind}`);
  const { code } = failure.problem;
  const why = code === 'redemption-refused' ? refusalWords(t, formats, localize, failure.problem) : code === 'redemption-offline' ? offlineWords(t, formats, failure.problem) : undefined;
  if (why !== undefined) return why;
  // An agent that is newer than the page may say a code that the page has no words for.
  const words = t(`problem.${code as KnownProblem}`, { defaultValue: '' });
  return words === '' ? t('notice.other', { code }) : words;
}

/** Why these points may not be spent, from the facts that stand beside the problem's fixed members. */
function refusalWords(t: TFunction, formats: Pick<Formats, 'points'>, localize: (text: Localized) => string, problem: Problem & Readonly<Record<string, unknown>>): string | undefined {
  const { reason, availablePoints, stepPoints, maxPoints, reserved } = problem;
  // What the agent says of places has the shape that its contract gives them.
  if (Array.isArray(reserved)) return t('points.refused.set-aside', { points: formats.points(Math.max(0, Number(availablePoints))), places: placesWords(t, formats, localize, reserved as PointsAtTill[]) });
  if (typeof reason === 'string') {
    const words = t(`points.refused.${reason as KnownReason}`, { points: formats.points(Math.max(0, Number(availablePoints))), defaultValue: '' });
    return words === '' ? undefined : words;
  }
  if (typeof stepPoints === 'number' && stepPoints > 1) return t('points.refused.step', { points: formats.points(stepPoints) });
  return typeof maxPoints === 'number' ? t('points.refused.most', { points: formats.points(maxPoints) }) : undefined;
}

/** The centre did not answer, and the till may let some of the points go by itself. */
function offlineWords(t: TFunction, formats: Pick<Formats, 'points'>, { maxPoints }: Problem & Readonly<Record<string, unknown>>): string | undefined {
  return typeof maxPoints === 'number' && maxPoints > 0 ? t('points.refused.offline-most', { points: formats.points(maxPoints) }) : undefined;
}
