import { createInstance, type i18n } from 'i18next';
import resourcesToBackend from 'i18next-resources-to-backend';
import { initReactI18next } from 'react-i18next';
import { isLanguage, languages, type Language } from '../../agent/contract/words/languages.ts';

const storageKey = 'till.language';
/** i18next's own name for the words that every screen shares, in `resources/locales/<language>.json`. */
const shared = 'translation';

/**
 * The words of the page. Each language is a file of its own, and so are the words of a screen that most cashiers never
 * open (`<part>.<language>.json`, asked for by `useTranslation('<part>')`): the page starts with one language only.
 */
export async function createWords(language: Language): Promise<i18n> {
  const words = createInstance();
  await words.use(resourcesToBackend(loadWords)).use(initReactI18next).init({
    lng: language,
    // A test sees to it that no language lacks a word.
    fallbackLng: false,
    ns: [shared],
    defaultNS: shared,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  return words;
}

const files = import.meta.glob(['../../resources/locales/*.json', '!../../resources/locales/shell.*.json']);

async function loadWords(language: string, part: string): Promise<unknown> {
  const name = part === shared ? language : `${part}.${language}`;
  const load = files[`../../resources/locales/${name}.json`];
  if (load === undefined) throw new Error(`there are no words ${name}`);
  return load();
}

/** Fetches the other languages, and those of every screen that is opened from now on, so that a switch works while the agent is away. */
export function fetchOtherLanguages(words: i18n): Promise<void> {
  return words.loadLanguages([...languages]);
}

/** Shows another language once all its words are here. False where they could not be had: the page stays as it is. */
export async function switchLanguage(words: i18n, language: Language): Promise<boolean> {
  await words.loadLanguages(language);
  if (!words.hasResourceBundle(language, shared)) return false;
  await words.changeLanguage(language);
  return true;
}

/** What was chosen on this till before; Russian at first. */
export function rememberedLanguage(storage: Pick<Storage, 'getItem'>): Language {
  const value = storage.getItem(storageKey);
  return isLanguage(value) ? value : 'ru';
}

export function rememberLanguage(storage: Pick<Storage, 'setItem'>, language: Language): void {
  storage.setItem(storageKey, language);
}
