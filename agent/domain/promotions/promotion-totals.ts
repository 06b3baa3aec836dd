/** Adds up what each promotion gave in the sale being priced, and tells it in the order of application. Emptied by telling, so that it serves sale after sale without being made anew. */
export class PromotionTotals {
  /** By ordinal */
  readonly #sums: Float64Array;
  #touched: number[] = [];

  constructor(promotions: number) {
    this.#sums = new Float64Array(promotions);
  }

  /** `amount` is above zero. */
  add(ordinal: number, amount: number): void {
    const sum = this.#sums[ordinal] ?? 0;
    if (sum === 0) this.#touched.push(ordinal);
    this.#sums[ordinal] = sum + amount;
  }

  /** Calls back for each promotion that gave anything, and forgets it. */
  drain(tell: (ordinal: number, sum: number) => void): void {
    const touched = new Uint32Array(this.#touched).sort();
    this.#touched = [];
    for (const ordinal of touched) {
      tell(ordinal, this.#sums[ordinal] ?? 0);
      this.#sums[ordinal] = 0;
    }
  }
}
