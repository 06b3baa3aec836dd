import type { Localized } from '../../domain/scalars.ts';
import type { Language } from './languages.ts';

export type { Localized };

/** A number and what it counts: "400 г", "2,5 %", "12 шт". */
const numberAndUnit = /([0-9]) (?=[^0-9 ]{1,3}(?:[ ,.]|$))/g;

/** The text in this language, else in Russian, which is always there. A number stays on one line with its unit. */
export function localize(text: Localized, language: Language): string {
  return (text[language] ?? text.ru).replaceAll(numberAndUnit, '$1\u00a0');
}
