import { areDivisible, divideProduct, quotientOf } from './divide-product.ts';

/** `floor` cuts the fraction off, `half-up` rounds a half away from zero. Both look at the magnitude, so that a refund rounds like its sale. */
export type Rounding = 'floor' | 'half-up';

/**
 * `a × b ÷ c`, exact, in the named rounding; the one rounding function of the kernel. `mulDiv(−a, b, c, m)` is `−mulDiv(a, b, c, m)`.
 * Throws `RangeError` on anything but safe integers, on `c` not above zero, and on a result beyond 2^53.
 */
export function mulDiv(a: number, b: number, c: number, mode: Rounding): number {
  const product = a * b;
  // With half of the divisor more, cutting off rounds. An object for quotient and remainder is made only where that is too large: nearly never.
  const half = mode === 'floor' ? 0 : Math.floor(c / 2);
  const dividend = product < 0 ? product - half : product + half;
  if (Number.isSafeInteger(dividend) && areDivisible(a, b, c)) return quotientOf(dividend, c);
  const { quotient, remainder } = divideProduct(a, b, c);
  return rounded(quotient, remainder, c, mode);
}

function rounded(quotient: number, remainder: number, c: number, mode: Rounding): number {
  if (mode === 'floor') return quotient;
  const rest = Math.abs(remainder);
  // rest ≥ c − rest is 2·rest ≥ c without the overflow
  if (rest === 0 || rest < c - rest) return quotient;
  return remainder < 0 ? quotient - 1 : quotient + 1;
}

/** `mulDiv` of numbers that are not negative, but never more than `limit`: a discount of 2^80 on a line of 5.00 is simply all of it. */
export function mulDivAtMost(a: number, b: number, c: number, mode: Rounding, limit: number): number {
  // Beyond 2^53 the quotient may not fit either; then the limit is compared before anything is divided.
  if (!Number.isSafeInteger(a * b) && BigInt(a) * BigInt(b) >= BigInt(limit) * BigInt(c)) return limit;
  return Math.min(mulDiv(a, b, c, mode), limit);
}
