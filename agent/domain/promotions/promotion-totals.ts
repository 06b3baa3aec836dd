/** Adds up what each promotion gave in the sale being priced, and tells it in the order of application. Emptied by telling, so that it serves sale after sale without being made anew. */
export class PromotionTotals {
  /** By ordinal */
  readonly #sums: Float64Array;
  /** A bit for each ordinal that has a sum: read from the lowest up, they need no sorting */
  readonly #touched: Int32Array;
  /** A bit for each number of `#touched` that is not 0: a sale touches few of them */
  readonly #touchedNumbers: Int32Array;

  constructor(promotions: number) {
    this.#sums = new Float64Array(promotions);
    this.#touched = new Int32Array((promotions + 31) >> 5);
    this.#touchedNumbers = new Int32Array((promotions + 1023) >> 10);
  }

  /** `amount` is above zero. */
  add(ordinal: number, amount: number): void {
    this.#sums[ordinal] = (this.#sums[ordinal] ?? 0) + amount;
    mark(this.#touched, ordinal);
    mark(this.#touchedNumbers, ordinal >> 5);
  }

  /** Calls back for each promotion that gave anything, and forgets it. */
  drain(tell: (ordinal: number, sum: number) => void): void {
    const sums = this.#sums;
    const touched = this.#touched;
    const touchedNumbers = this.#touchedNumbers;
    for (let upper = 0; upper < touchedNumbers.length; upper += 1) {
      for (let numbers = touchedNumbers[upper] ?? 0; numbers !== 0; numbers &= numbers - 1) {
        const number = upper * 32 + lowestBit(numbers);
        for (let bits = touched[number] ?? 0; bits !== 0; bits &= bits - 1) {
          const ordinal = number * 32 + lowestBit(bits);
          tell(ordinal, sums[ordinal] ?? 0);
          sums[ordinal] = 0;
        }
        touched[number] = 0;
      }
      touchedNumbers[upper] = 0;
    }
  }
}

function mark(bits: Int32Array, place: number): void {
  bits[place >> 5] = (bits[place >> 5] ?? 0) | (1 << (place & 31));
}

/** Of a number that is not 0. */
function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
