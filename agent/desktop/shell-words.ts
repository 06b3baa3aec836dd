import { isLanguage, type Language } from '../contract/words/languages.ts';
import en from '../../resources/locales/shell.en.json' with { type: 'json' };
import kk from '../../resources/locales/shell.kk.json' with { type: 'json' };
import ru from '../../resources/locales/shell.ru.json' with { type: 'json' };

export type ShellWords = typeof ru;

const words: Readonly<Record<Language, ShellWords>> = { ru, kk, en };

export function shellWords(language: Language): ShellWords {
  return words[language];
}

/** Of what a page says of its language; undefined for anything else. */
export function readLanguage(value: unknown): Language | undefined {
  return isLanguage(value) ? value : undefined;
}
