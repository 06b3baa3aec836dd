import type { Localized } from '../scalars.ts';
import type { SlipLanguage } from './plural.ts';
import type { Printed } from './slip-vocabulary.ts';

/** How one programme's numbers are written on a slip in one language. */
export interface SlipUnits {
  readonly language: SlipLanguage;
  /** Decimal digits of the currency, and its word: not every code page has its sign */
  readonly exponent: number;
  readonly currencyWord: string;
  /** Decimal digits of points */
  readonly pointsScale: number;
}

const marks: Readonly<Record<SlipLanguage, { readonly group: string; readonly decimal: string }>> = {
  ru: { group: '\u00a0', decimal: ',' },
  kk: { group: '\u00a0', decimal: ',' },
  en: { group: ',', decimal: '.' },
};

/** Money with all of its decimals and the currency's word, on one line. */
export function moneyText({ language, exponent, currencyWord }: SlipUnits, amountMinor: number): Printed {
  return { text: `${numberText(language, amountMinor, exponent)}\u00a0${currencyWord}` };
}

/** Points without decimals that say nothing; the words around them go with the number. */
export function pointsText({ language, pointsScale }: SlipUnits, points: number): Printed {
  const isWhole = points % 10 ** pointsScale === 0;
  const text = isWhole ? numberText(language, points / 10 ** pointsScale, 0) : numberText(language, points, pointsScale);
  return { text, count: points / 10 ** pointsScale };
}

export function countText(language: SlipLanguage, count: number): Printed {
  return { text: numberText(language, count, 0), count };
}

/** `2026-11-22` as people of the language write it. */
export function dateText(language: SlipLanguage, localDate: string): Printed {
  const [year = '', month = '', day = ''] = localDate.split('-');
  return { text: language === 'en' ? `${day}/${month}/${year}` : `${day}.${month}.${year}` };
}

export function timeText(minuteOfDay: number): Printed {
  return { text: `${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}` };
}

/** In this language, else in Russian, which is always there. */
export function wordsText(language: SlipLanguage, text: Localized): Printed {
  return { text: text[language] ?? text.ru };
}

/** Enough of a card's number for its owner to know it. */
export function cardText(cardNumber: string): Printed {
  return { text: `*${cardNumber.slice(-4)}` };
}

function numberText(language: SlipLanguage, units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replaceAll(/\B(?=([0-9]{3})+$)/g, marks[language].group);
  const part = decimals === 0 ? '' : marks[language].decimal + digits.slice(digits.length - decimals);
  return `${units < 0 ? '-' : ''}${whole}${part}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
