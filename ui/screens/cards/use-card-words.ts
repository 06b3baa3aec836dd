import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ApiFailure } from '../../client/api-failure.ts';
import { useWords, type Words } from '../../words/use-words.ts';
import { failureText } from './failure-text.ts';

/** All that a screen of cards needs to speak: `c` for its own words, `t` for those that every screen shares. */
export interface CardWords extends Words {
  c: TFunction<'cards'>;
  say: (failure: ApiFailure) => string;
}

export function useCardWords(): CardWords {
  const words = useWords();
  const { t: c } = useTranslation('cards');
  return { ...words, c, say: (failure) => failureText(c, words, failure) };
}
