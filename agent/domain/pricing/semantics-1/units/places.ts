/** The parts, by index, that units of some lines are fit for. */
export type Fit = readonly number[];

/** Units of a fit on their way to a free place: directly, or by taking the place of units of another fit, which go on. */
interface Move {
  readonly fit: number;
  /** The part that they leave to units of `after`; undefined where the way begins */
  readonly leaves: number | undefined;
  readonly after: Move | undefined;
}

/** The places of all parts, and how many of them are filled with units of which fit. */
export class Places {
  /** Places still free, in all parts together */
  open = 0;
  readonly #fits: readonly Fit[];
  readonly #free: number[];
  /** By fit × parts + part */
  readonly #filled: number[];

  /** No places at all, or those of `from`, to be filled on their own. */
  constructor(fits: readonly Fit[], parts: number, from?: Places) {
    this.#fits = fits;
    this.#free = from === undefined ? Array.from({ length: parts }, () => 0) : from.#free.slice();
    this.#filled = from === undefined ? Array.from({ length: fits.length * parts }, () => 0) : from.#filled.slice();
    if (from !== undefined) this.open = from.open;
  }

  copy(): Places {
    return new Places(this.#fits, this.#free.length, this);
  }

  add(part: number, places: number): void {
    this.#free[part] = this.openIn(part) + places;
    this.open += places;
  }

  /**
   * Gives places to some units of the fit, at most `units`, along a shortest augmenting path; 0 where not one more has a place. Units that have a place keep one, perhaps in another part.
   */
  fill(fit: number, units: number): number {
    const reached: Move[] = [{ fit, leaves: undefined, after: undefined }];
    const isSeen: boolean[] = [];
    for (const move of reached) {
      for (const part of this.#fits[move.fit] ?? []) {
        if (isSeen[part] === true) continue;
        isSeen[part] = true;
        if (this.openIn(part) > 0) return this.#carryOut(move, part, units);
        for (let other = 0; other < this.#fits.length; other++) {
          // One that comes twice finds all its parts seen.
          if (this.#filledBy(other, part) > 0) reached.push({ fit: other, leaves: part, after: move });
        }
      }
    }
    return 0;
  }

  /** The moves that end in free places of `part`, for as many units as all of them allow. */
  #carryOut(last: Move, part: number, units: number): number {
    let moved = Math.min(units, this.openIn(part));
    for (let move: Move | undefined = last; move !== undefined; move = move.after) {
      if (move.leaves !== undefined) moved = Math.min(moved, this.#filledBy(move.fit, move.leaves));
    }
    this.add(part, -moved);
    let into = part;
    for (let move: Move | undefined = last; move !== undefined; move = move.after) {
      this.#addFilled(move.fit, into, moved);
      if (move.leaves === undefined) break;
      this.#addFilled(move.fit, move.leaves, -moved);
      into = move.leaves;
    }
    return moved;
  }

  /** Places still free in the part */
  openIn(part: number): number {
    return this.#free[part] ?? 0;
  }

  #filledBy(fit: number, part: number): number {
    return this.#filled[fit * this.#free.length + part] ?? 0;
  }

  #addFilled(fit: number, part: number, units: number): void {
    this.#filled[fit * this.#free.length + part] = this.#filledBy(fit, part) + units;
  }
}
