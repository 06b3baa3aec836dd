export type MoneyReading =
  | { ok: true; minor: number }
  /** `too-fine`: a number, but with digits below the minor unit */
  | { ok: false; reason: 'not-a-number' | 'too-fine' };

/** Far above any price, far below where a double stops counting by ones. */
const maxDigits = 15;

/** Reads a decimal as minor units digit by digit: no float ever sees it. `exponent` is the currency's number of decimals. */
export function readMoney(text: string, exponent: number): MoneyReading {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return { ok: false, reason: 'not-a-number' };
  const [, sign = '', whole = '', decimals = ''] = parts;
  if (/[1-9]/.test(decimals.slice(exponent))) return { ok: false, reason: 'too-fine' };
  const digits = (whole + decimals.slice(0, exponent).padEnd(exponent, '0')).replace(/^0+(?=\d)/, '');
  if (digits.length > maxDigits) return { ok: false, reason: 'not-a-number' };
  const minor = Number(digits);
  return { ok: true, minor: sign === '-' && minor !== 0 ? -minor : minor };
}

/** A whole number, with or without a minus; undefined where the text is none. */
export function readWhole(text: string): number | undefined {
  return /^-?\d{1,12}$/.test(text) ? Number(text) : undefined;
}
