import type { TFunction } from 'i18next';
import type ru from '../../resources/locales/ru.json';
import type { ApiFailure } from '../client/api-failure.ts';

type KnownProblem = keyof (typeof ru)['problem'];

/** A failure as a sentence that says what to do next. */
export function failureWords(t: TFunction, failure: ApiFailure): string {
  if (failure.kind !== 'problem') return t(`notice.${failure.kind}`);
  const { code } = failure.problem;
  const known = `problem.${code as KnownProblem}` as const;
  // An agent that is newer than the page may say a code that the page has no words for.
  const words = t(known, { defaultValue: '' });
  return words === '' ? t('notice.other', { code }) : words;
}
