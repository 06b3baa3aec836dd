import { pluralForm, type SlipLanguage } from './plural.ts';
import type { Printed } from './slip-vocabulary.ts';

/** A place in a template's text: the value's name, and the forms of a word that its number chooses from. */
export interface Place {
  readonly name: string;
  readonly forms: readonly string[];
}

const place = /\{\{([a-zA-Z]+)((?:#[^{}]*)?)\}\}/g;

export function placesOf(text: string): Place[] {
  return Array.from(text.matchAll(place), ([, name = '', forms = '']) => ({ name, forms: formsIn(forms) }));
}

/** Whether braces stand that are no place: a misspelt one would be printed as it is. */
export function hasStrayBraces(text: string): boolean {
  return /[{}]/.test(text.replaceAll(place, ''));
}

/** The text with its places filled; undefined where a value is absent. */
export function fillPlaces(text: string, language: SlipLanguage, find: (name: string) => Printed | undefined): string | undefined {
  let isWhole = true;
  const filled = text.replaceAll(place, (_, name: string, forms: string) => {
    const value = find(name);
    if (value === undefined) isWhole = false;
    if (value === undefined || forms === '') return value?.text ?? '';
    return formsIn(forms)[pluralForm(language, value.count ?? 0)] ?? '';
  });
  return isWhole ? filled : undefined;
}

function formsIn(forms: string): string[] {
  return forms === '' ? [] : forms.slice(1).split('|');
}
