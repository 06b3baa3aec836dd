/**
 * Remembers, for the sale being priced, which promotions hold. Forgetting is free, so that a bundle of ten thousand promotions costs a basket only
 * what it asks. One sale at a time: pricing neither waits nor nests.
 */
export class HoldsMemo {
  /** By ordinal: twice the number of the sale that asked last, and 1 where the answer was yes */
  readonly #answers: Float64Array;
  #sale = 0;

  constructor(promotions: number) {
    this.#answers = new Float64Array(promotions);
  }

  forNextSale(): this {
    this.#sale += 1;
    return this;
  }

  recall(ordinal: number): boolean | undefined {
    const answer = this.#answers[ordinal] ?? 0;
    const no = this.#sale * 2;
    return answer < no ? undefined : answer > no;
  }

  keep(ordinal: number, holds: boolean): boolean {
    this.#answers[ordinal] = this.#sale * 2 + (holds ? 1 : 0);
    return holds;
  }
}
