import { maxAmount } from '../../../agent/domain/scalars.ts';
import { NotExpressible } from '../suite.ts';

/**
 * Medusa keeps fractions of a cent, which nobody can pay. All prices and amounts are priced so many times as large that every unit price is whole and
 * rounding stays far below what is compared (a thousandth). A factor changes no share and no choice, so nothing else does.
 */
export class Scale {
  readonly factor: number;

  constructor(lines: readonly { subtotal: number; quantity: number }[]) {
    const sum = lines.reduce((total, { subtotal }) => total + subtotal, 1);
    const parts = lines.reduce((common, { subtotal, quantity }) => lcm(common, quantity / gcd(quantity, Math.round(subtotal * 10 ** 6))), 1);
    const digits = [9, 8, 7, 6, 5].find((places) => sum * parts * 10 ** places <= maxAmount / 4);
    if (digits === undefined) throw new NotExpressible('Its prices of one unit have too many digits to be priced exactly.');
    this.factor = parts * 10 ** digits;
  }

  /** An amount of the case as a whole number. */
  toMinor(amount: number): number {
    const scaled = Math.round(amount * this.factor);
    if (scaled > maxAmount || Math.abs(scaled - amount * this.factor) > 1e-3) throw new NotExpressible(`Its amount of ${amount} has too many digits to be priced exactly.`);
    return scaled;
  }

  /** Less than Medusa takes off an item: a ten-thousandth of what the case counts in? */
  isNothing(minor: number): boolean {
    return minor <= this.factor / 10_000;
  }

  /** The same to a thousandth of what the case counts in? */
  isEqual(minor: number, amount: number): boolean {
    return Math.abs(minor / this.factor - amount) < 0.0005;
  }
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function lcm(a: number, b: number): number {
  return (a / gcd(a, b)) * b;
}
