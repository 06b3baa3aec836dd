import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../../resources/locales/en.json' with { type: 'json' };
import kk from '../../resources/locales/kk.json' with { type: 'json' };
import ru from '../../resources/locales/ru.json' with { type: 'json' };
import { isLanguage, type Language } from '../../agent/contract/words/languages.ts';

const storageKey = 'till.language';

/** The words of the page in all its languages: they come with it, so that a switch needs no network. */
export async function createWords(language: Language): Promise<i18n> {
  const words = createInstance();
  await words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'ru',
    resources: { ru: { translation: ru }, kk: { translation: kk }, en: { translation: en } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  return words;
}

/** What was chosen on this till before; Russian at first. */
export function rememberedLanguage(storage: Pick<Storage, 'getItem'>): Language {
  const value = storage.getItem(storageKey);
  return isLanguage(value) ? value : 'ru';
}

export function rememberLanguage(storage: Pick<Storage, 'setItem'>, language: Language): void {
  storage.setItem(storageKey, language);
}
