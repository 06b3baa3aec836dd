import ranges from '../../../resources/cards/payment-cards.json' with { type: 'json' };

/** Is it a number that a payment scheme gives out: by its first digits, its length and Luhn's check digit? */
export function isPaymentCardNumber(digits: string): boolean {
  return hasPaymentPrefix(digits) && hasLuhnDigit(digits);
}

/** The first digits alone: a number that was misread still betrays most of a card. */
export function hasPaymentPrefix(digits: string): boolean {
  if (!/^[0-9]{13,19}$/.test(digits)) return false;
  return ranges.some(({ from, to }) => digits.slice(0, from.length) >= from && digits.slice(0, to.length) <= to);
}

/** From the right, every other digit counts twice, and of what has two digits then both count. */
export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const counted = place % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return digits !== '' && sum % 10 === 0;
}
