import type { ScannedThing } from '../../agent/contract/scan.ts';
import type { Language } from './languages.ts';

/** A text of the programme in the languages that it was written in. */
export type Localized = Extract<ScannedThing, { kind: 'good' }>['name'];

/** The text in this language, else in Russian, which is always there. */
export function localize(text: Localized, language: Language): string {
  return text[language] ?? text.ru;
}
