import type { i18n, TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormats, unknownUnits, type Formats } from '../../agent/contract/words/formats.ts';
import { useSubject } from '../state/use-subject.ts';
import { useTill } from '../state/till-context.ts';
import { isLanguage, type Language } from '../../agent/contract/words/languages.ts';
import { localize, type Localized } from '../../agent/contract/words/localized.ts';

/** All that a component needs to speak. `localize` is for texts that come with the programme. */
export interface Words {
  t: TFunction;
  words: i18n;
  language: Language;
  formats: Formats;
  localize: (text: Localized) => string;
}

export function useWords(): Words {
  const { t, i18n: words } = useTranslation();
  const { link$ } = useTill().link;
  const programme = useSubject(link$).status?.programme;
  const language = isLanguage(words.language) ? words.language : 'ru';
  const code = programme?.currency.code;
  const exponent = programme?.currency.exponent;
  const pointsScale = programme?.points.scale;
  const formats = useMemo(
    () => createFormats(language, code === undefined || exponent === undefined || pointsScale === undefined ? unknownUnits : { currency: { code, exponent }, pointsScale }),
    [language, code, exponent, pointsScale],
  );
  return { t, words, language, formats, localize: (text) => localize(text, language) };
}

/** A point's number for the plural rules: a fraction reads as "1,5 балла". */
export function pointsCount(points: number, scale: number): number {
  return points / 10 ** scale;
}
