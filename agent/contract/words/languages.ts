/** The languages in which a till speaks. Russian is the first one and the fallback, as in every text of a bundle. */
export const languages = ['ru', 'kk', 'en'] as const;
export type Language = (typeof languages)[number];

/** How each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { ru: 'Русский', kk: 'Қазақша', en: 'English' };

/**
 * The locale that writes numbers and dates. Chromium carries no Kazakh data and would fall back to the machine's own
 * locale; Kazakh writes both as Russian does (1 234,50 and 22.11.2026).
 */
export const formatLocales: Readonly<Record<Language, string>> = { ru: 'ru-RU', kk: 'ru-RU', en: 'en-GB' };

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
