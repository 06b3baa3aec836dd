/** The parts, by index, that units of some lines are fit for. */
export type Fit = readonly number[];

/** Units of a fit that reach a part: directly, or by taking the place of the units of another fit, which go on. */
interface Move {
  readonly fit: number;
  /** The part that they leave, for units of `after`; undefined at the beginning */
  readonly leaves: number | undefined;
  readonly after: Move | undefined;
}

/** The places of all parts, and how many of them are filled with units of which fit. */
export class Places {
  /** Places still free, in all parts together */
  open = 0;
  readonly #fits: readonly Fit[];
  readonly #free: number[];
  /** By fit and part */
  readonly #filled: number[][];

  constructor(wanted: readonly number[], fits: readonly Fit[]) {
    this.#fits = fits;
    this.#free = [...wanted];
    this.#filled = fits.map(() => wanted.map(() => 0));
    for (const units of wanted) this.open += units;
  }

  /**
   * Gives places to some units of the fit, at most `units`, along the shortest augmenting path; 0 where not one more has a place. Units that have a place keep one, perhaps in another part.
   */
  take(fit: number, units: number): number {
    const reached: Move[] = [{ fit, leaves: undefined, after: undefined }];
    const seenParts = new Set<number>();
    const seenFits = new Set([fit]);
    for (const move of reached) {
      for (const part of this.#fits[move.fit] ?? []) {
        if (seenParts.has(part)) continue;
        seenParts.add(part);
        if (this.#freeIn(part) > 0) return this.#fill(move, part, units);
        for (const other of this.#fits.keys()) {
          if (seenFits.has(other) || this.#filledBy(other, part) === 0) continue;
          seenFits.add(other);
          reached.push({ fit: other, leaves: part, after: move });
        }
      }
    }
    return 0;
  }

  /** Carries out the moves that end in a free place of `part`, for as many units as all of them allow. */
  #fill(last: Move, part: number, units: number): number {
    let taken = Math.min(units, this.#freeIn(part));
    for (let move: Move | undefined = last; move !== undefined; move = move.after) {
      if (move.leaves !== undefined) taken = Math.min(taken, this.#filledBy(move.fit, move.leaves));
    }
    this.#free[part] = this.#freeIn(part) - taken;
    let into = part;
    for (let move: Move | undefined = last; move !== undefined; move = move.after) {
      this.#add(move.fit, into, taken);
      if (move.leaves === undefined) break;
      this.#add(move.fit, move.leaves, -taken);
      into = move.leaves;
    }
    this.open -= taken;
    return taken;
  }

  #freeIn(part: number): number {
    return this.#free[part] ?? 0;
  }

  #filledBy(fit: number, part: number): number {
    return this.#filled[fit]?.[part] ?? 0;
  }

  #add(fit: number, part: number, units: number): void {
    const filled = this.#filled[fit];
    if (filled !== undefined) filled[part] = (filled[part] ?? 0) + units;
  }
}
