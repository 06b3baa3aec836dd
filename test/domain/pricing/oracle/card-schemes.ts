import type { CardScheme } from '../../../../agent/domain/cards/card-scheme.ts';

export function belongsToScheme(number: string, { prefix, storeDigits, serialDigits, check }: CardScheme): boolean {
  const length = prefix.length + storeDigits + serialDigits + (check === 'ean13' ? 1 : 0);
  return number.startsWith(prefix) && number.length === length && (check === 'none' || endsWithCheckDigit(number));
}

/** From the right, without the check digit, digits weigh 3, 1, 3, …; with it the sum is a multiple of ten. */
function endsWithCheckDigit(number: string): boolean {
  const weighed = Array.from(number).toReversed().map((digit, place) => Number(digit) * (place % 2 === 0 ? 1 : 3));
  return weighed.reduce((sum, part) => sum + part, 0) % 10 === 0;
}
