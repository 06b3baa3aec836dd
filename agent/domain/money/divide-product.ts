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
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || !Number.isSafeInteger(divisor) || divisor <= 0) {
    throw new RangeError(`cannot divide ${a} × ${b} by ${divisor}: whole numbers and a divisor above zero are needed`);
  }
  const product = a * b;
  if (Number.isSafeInteger(product)) {
    // Exact, and faster than %: below 2^53 a quotient lies farther below the next whole number than rounding can lift it. Adding 0 makes −0 0.
    const quotient = Math.trunc(product / divisor) + 0;
    return { quotient, remainder: product - quotient * divisor };
  }
  const exact = BigInt(a) * BigInt(b);
  const quotient = Number(exact / BigInt(divisor));
  if (!Number.isSafeInteger(quotient)) throw new RangeError(`${a} × ${b} ÷ ${divisor} is beyond what can be computed exactly`);
  return { quotient, remainder: Number(exact % BigInt(divisor)) };
}
