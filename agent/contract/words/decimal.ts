/** An exact decimal as text: 123450 with two digits is "1234.50". `Intl` formats such a text without going through a float. */
export function decimalText(units: number, digits: number): `${number}` {
  const sign = units < 0 ? '-' : '';
  const text = Math.abs(units).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const part = digits === 0 ? '' : `.${text.slice(text.length - digits)}`;
  return `${sign}${whole}${part}` as `${number}`;
}

/** What `parseDecimal` reads: "12", "12.5", "12,50". Undefined for anything else, more digits than fit, or a number past exact integers. */
export function parseDecimal(text: string, digits: number): number | undefined {
  const match = /^([0-9]{1,12})(?:[.,]([0-9]*))?$/.exec(text.trim());
  if (match === null) return undefined;
  const part = match[2] ?? '';
  if (part.length > digits) return undefined;
  const units = Number(`${match[1]}${part.padEnd(digits, '0')}`);
  return Number.isSafeInteger(units) ? units : undefined;
}
