import codeLists from '../../../../resources/gs1/code-lists.json' with { type: 'json' };
import type { Lint } from '../lint.ts';

function oneOf(known: readonly string[], fault: string): Lint {
  const set = new Set(known);
  return (value) => (set.has(value) ? undefined : fault);
}

export const iso3166: Lint = oneOf(codeLists.countries, 'not-iso3166');
/** 999 stands for "not one country" */
export const iso3166999: Lint = oneOf([...codeLists.countries, '999'], 'not-iso3166-or-999');
export const iso3166alpha2: Lint = oneOf(codeLists.countryLetters, 'not-iso3166-alpha2');
export const iso4217: Lint = oneOf(codeLists.currencies, 'not-iso4217');
export const mediatype: Lint = oneOf(codeLists.mediaTypes, 'invalid-media-type');
export const packagetype: Lint = oneOf(codeLists.packageTypes, 'invalid-package-type');

/** A % stands before two hexadecimal digits. */
export const pcenc: Lint = (value) => (/%(?![0-9A-Fa-f]{2})/.test(value) ? 'invalid-percent-sequence' : undefined);
