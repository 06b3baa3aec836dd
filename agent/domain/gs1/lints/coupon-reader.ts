import { isDigits, type Lint } from '../lint.ts';

/** A coupon is not what it says it is; the message is GS1's name of the fault without `coupon-`. */
class CouponFault extends Error {}

/** Reads the fields of a coupon one after the other. */
export class CouponReader {
  #rest: string;

  constructor(digits: string) {
    this.#rest = digits;
  }

  get isAtEnd(): boolean {
    return this.#rest === '';
  }

  /** The next field begins with this digit, which is taken then. */
  takesTag(tag: string): boolean {
    if (!this.#rest.startsWith(tag)) return false;
    this.#rest = this.#rest.slice(1);
    return true;
  }

  take(length: number, tooShort: string): string {
    if (this.#rest.length < length) throw new CouponFault(tooShort);
    const taken = this.#rest.slice(0, length);
    this.#rest = this.#rest.slice(length);
    return taken;
  }

  /** One digit out of those that are allowed. */
  digit(allowed: string, missing: string, invalid: string): string {
    const digit = this.take(1, missing);
    if (!allowed.includes(digit)) throw new CouponFault(invalid);
    return digit;
  }

  /** A field after the digit that says how long it is: its length is that digit plus `base`. A 9 may stand for "none". */
  counted({ name, allowed, base, missing, lengthFault, isNone }: CountedField): void {
    const said = this.digit(allowed, missing ?? `missing-${name}-vli`, lengthFault ?? `invalid-${name}-length`);
    if (said !== isNone) this.take(Number(said) + base, `truncated-${name}`);
  }

  end(): void {
    if (!this.isAtEnd) throw new CouponFault('excess-data');
  }
}

export interface CountedField {
  name: string;
  /** The digits that may say the length */
  allowed: string;
  base: number;
  missing?: string;
  lengthFault?: string;
  /** The digit that says that the field is left out */
  isNone?: string;
}

/** A lint of a coupon: digits, read by `read`, which says by `refuse` what else is wrong. */
export function couponLint(read: (reader: CouponReader, refuse: (fault: string) => never) => void): Lint {
  return (value) => {
    if (!isDigits(value)) return 'non-digit-character';
    try {
      read(new CouponReader(value), (fault) => {
        throw new CouponFault(fault);
      });
      return undefined;
    } catch (error) {
      if (error instanceof CouponFault) return `coupon-${error.message}`;
      throw error;
    }
  };
}
