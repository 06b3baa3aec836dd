/** `product ÷ divisor`, whole part and rest; both carry the sign of the product. */
export interface Division {
  quotient: number;
  remainder: number;
}

/**
 * Divides `a × b` by `divisor` exactly, truncating toward zero, so that money may be multiplied without a float ever rounding it.
 * All three must be safe integers and the divisor above zero; else, and where the quotient is no safe integer, it throws `RangeError`.
 */
export function divideProduct(a: number, b: number, divisor: number): Division {
  const product = a * b;
  // The rest stands apart, so that this is small enough to be compiled into its callers.
  if (!Number.isSafeInteger(product) || !areDivisible(a, b, divisor)) return divideLarge(a, b, divisor);
  const quotient = quotientOf(product, divisor);
  return { quotient, remainder: product - quotient * divisor };
}

/** Of a product that is a safe integer. Exact, and faster than %: below 2^53 a quotient lies farther below the next whole number than rounding can lift it. Adding 0 makes −0 0. */
export function quotientOf(product: number, divisor: number): number {
  return Math.trunc(product / divisor) + 0;
}

/** Are all three safe integers, and the divisor above zero? */
export function areDivisible(a: number, b: number, divisor: number): boolean {
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(divisor) && divisor > 0;
}

function divideLarge(a: number, b: number, divisor: number): Division {
  if (!areDivisible(a, b, divisor)) throw new RangeError(`cannot divide ${a} × ${b} by ${divisor}: whole numbers and a divisor above zero are needed`);
  const exact = BigInt(a) * BigInt(b);
  const quotient = Number(exact / BigInt(divisor));
  if (!Number.isSafeInteger(quotient)) throw new RangeError(`${a} × ${b} ÷ ${divisor} is beyond what can be computed exactly`);
  return { quotient, remainder: Number(exact % BigInt(divisor)) };
}
