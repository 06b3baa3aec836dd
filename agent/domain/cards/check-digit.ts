import { unreachable } from '../unreachable.ts';
import type { CardScheme } from './card-scheme.ts';
import { gs1CheckDigit } from './gs1-check-digit.ts';

/** What a scheme puts behind the other digits of a number; empty where it has no check digit. */
export function checkDigitOf(check: CardScheme['check'], body: string): string {
  switch (check) {
    case 'none':
      return '';
    case 'ean13':
      return gs1CheckDigit(body);
    case 'luhn':
      return luhnCheckDigit(body);
    default:
      return unreachable(check);
  }
}

/** From the right every other digit counts twice, its own digits summed; the sum is filled up to a ten (ISO/IEC 7812). */
function luhnCheckDigit(body: string): string {
  let sum = 0;
  for (let place = 0; place < body.length; place += 1) {
    const digit = body.charCodeAt(body.length - 1 - place) - 48;
    const weighed = place % 2 === 0 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return String((10 - (sum % 10)) % 10);
}
