import type { Localized } from '../scalars.ts';

export type SlipLanguage = keyof Localized;

/** How many forms a word has after a number. */
export const formsOf = { ru: 3, kk: 1, en: 2 } as const satisfies Record<SlipLanguage, number>;

/** Which of the forms goes with the number: балл, балла, баллов; point, points; ұпай. A fraction takes the second one (1,5 балла; 1.5 points). */
export function pluralForm(language: SlipLanguage, count: number): number {
  const number = Math.abs(count);
  if (language === 'kk') return 0;
  if (language === 'en') return number === 1 ? 0 : 1;
  if (!Number.isInteger(number)) return 1;
  const ones = number % 10;
  const tens = number % 100;
  if (ones === 1 && tens !== 11) return 0;
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
}
