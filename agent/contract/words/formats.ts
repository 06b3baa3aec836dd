import { formatLocales, type Language } from './languages.ts';
import { decimalText } from './decimal.ts';

/** How the programme counts: what the till's status says of it. */
export interface Units {
  currency: { code: string | undefined; exponent: number };
  /** Decimal digits of a point's sub-unit */
  pointsScale: number;
}

/** Until the till has said how its programme counts: sums go without the sign of a currency. */
export const unknownUnits: Units = { currency: { code: undefined, exponent: 2 }, pointsScale: 0 };

/** Writes amounts in one language. Every input is an integer of the unit that its name says. */
export interface Formats {
  /** "4 726,00 ₸" */
  money(amountMinor: number): string;
  /** "4 726,00", for columns where the sign of the currency would only repeat */
  amount(amountMinor: number): string;
  /** "1 240", or "12,5" where points have a fraction */
  points(points: number): string;
  /** "2" or "0,354" */
  quantity(quantityMilli: number): string;
  /** "30.11.2026", from a date "2026-11-30" */
  day(localDate: string): string;
}

export function createFormats(language: Language, units: Units): Formats {
  const locale = formatLocales[language];
  const { code, exponent } = units.currency;
  const fraction = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  const amount = new Intl.NumberFormat(locale, fraction);
  const money = code === undefined ? amount : new Intl.NumberFormat(locale, { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol', ...fraction });
  const points = new Intl.NumberFormat(locale, { maximumFractionDigits: units.pointsScale });
  const quantity = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  return {
    money: (amountMinor) => money.format(decimalText(amountMinor, exponent)),
    amount: (amountMinor) => amount.format(decimalText(amountMinor, exponent)),
    points: (value) => points.format(decimalText(value, units.pointsScale)),
    quantity: (quantityMilli) => quantity.format(decimalText(quantityMilli, 3)),
    day: (localDate) => localDate.split('-').toReversed().join('.'),
  };
}
