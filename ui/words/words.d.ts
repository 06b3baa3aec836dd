import type ru from '../../resources/locales/ru.json';

/** A key that is not in the Russian words does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof ru };
  }
}
