/** Adds up what each promotion gave in the sale being priced, and tells it in the order of application. Emptied by telling, so that it serves sale after sale without being made anew. */
export class PromotionTotals {
  /** By ordinal */
  readonly #sums: Float64Array;
  /** A bit for each ordinal that has a sum: read from the lowest up, they need no sorting */
  readonly #touched: Int32Array;

  constructor(promotions: number) {
    this.#sums = new Float64Array(promotions);
    this.#touched = new Int32Array((promotions + 31) >> 5);
  }

  /** `amount` is above zero. */
  add(ordinal: number, amount: number): void {
    this.#sums[ordinal] = (this.#sums[ordinal] ?? 0) + amount;
    const word = ordinal >> 5;
    this.#touched[word] = (this.#touched[word] ?? 0) | (1 << (ordinal & 31));
  }

  /** Calls back for each promotion that gave anything, and forgets it. */
  drain(tell: (ordinal: number, sum: number) => void): void {
    const sums = this.#sums;
    const touched = this.#touched;
    for (let word = 0; word < touched.length; word += 1) {
      let bits = touched[word] ?? 0;
      if (bits === 0) continue;
      touched[word] = 0;
      for (; bits !== 0; bits &= bits - 1) {
        const ordinal = word * 32 + 31 - Math.clz32(bits & -bits);
        tell(ordinal, sums[ordinal] ?? 0);
        sums[ordinal] = 0;
      }
    }
  }
}
