/** The largest piece, in numbers: 256 KB */
const largestPiece = 65_536;

/**
 * Room for rows of numbers that are asked together: in a few large pieces they lie side by side, and whoever asks for one need not fetch a list of its own first. Each piece is
 * twice the one before, so that a single list by itself takes no more than it needs. What was taken stays taken.
 */
export class RowRoom {
  #piece = new Int32Array(0);
  #end = 0;

  /** A run of `count` zeros: where it begins, and in which piece. */
  take(count: number): { piece: Int32Array; from: number } {
    if (this.#end + count > this.#piece.length) {
      this.#piece = new Int32Array(Math.max(count, Math.min(2 * this.#piece.length, largestPiece)));
      this.#end = 0;
    }
    const from = this.#end;
    this.#end += count;
    return { piece: this.#piece, from };
  }
}
