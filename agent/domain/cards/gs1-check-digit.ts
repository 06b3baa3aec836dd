/** The check digit that GS1 codes of every length share: from the right, digits weigh 3 and 1 in turn; the sum is filled up to a ten. `digits` are without it. */
export function gs1CheckDigit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    sum += place % 2 === 0 ? digit * 3 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Check digit of an EAN-13. Throws `RangeError` where `first12` is not 12 digits. */
export function ean13CheckDigit(first12: string): string {
  if (!/^[0-9]{12}$/.test(first12)) throw new RangeError('an EAN-13 has twelve digits before its check digit');
  return gs1CheckDigit(first12);
}
