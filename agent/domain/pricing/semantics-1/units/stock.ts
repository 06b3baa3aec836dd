/** Units of one line: so many, worth so much each, fit for the parts of a fit. Lines that are fit for the same parts share one. */
export interface Supply {
  readonly units: number;
  readonly worthMinor: number;
  /** Index into the fits */
  readonly fit: number;
}

export interface Taken {
  readonly fit: number;
  readonly units: number;
  readonly there: number;
}

/** What was taken of the supplies. Units of one fit are all the same but for their worth, so those of each fit go in the order of the supplies. */
export class Stock {
  readonly #supplies: readonly Supply[];
  /** By fit: the indexes of its supplies */
  readonly #places: readonly (readonly number[])[];
  /** By fit: which of its places is next */
  readonly #next: number[];
  /** By fit: how many units of the next supply were taken */
  readonly #taken: number[];

  private constructor(supplies: readonly Supply[], places: readonly (readonly number[])[], next: number[], taken: number[]) {
    this.#supplies = supplies;
    this.#places = places;
    this.#next = next;
    this.#taken = taken;
  }

  /** All units of the supplies, which come with those worth most first. */
  static of(supplies: readonly Supply[], fits: number): Stock {
    const places: number[][] = Array.from({ length: fits }, () => []);
    for (const [index, { fit }] of supplies.entries()) places[fit]?.push(index);
    return new Stock(supplies, places, places.map(() => 0), places.map(() => 0));
  }

  copy(): Stock {
    return new Stock(this.#supplies, this.#places, this.#next.slice(), this.#taken.slice());
  }

  /** The fit whose next units come first, but for those that are full; undefined where there are none. */
  firstFit(isFull: readonly boolean[]): number | undefined {
    let first: number | undefined;
    let least = this.#supplies.length;
    for (let fit = 0; fit < this.#next.length; fit++) {
      const index = this.#nextOf(fit);
      if (index === undefined || index >= least || isFull[fit] === true) continue;
      first = fit;
      least = index;
    }
    return first;
  }

  /** How many units of the fit are equal to its next one. */
  unitsOf(fit: number): number {
    const index = this.#nextOf(fit);
    return index === undefined ? 0 : (this.#supplies[index]?.units ?? 0) - (this.#taken[fit] ?? 0);
  }

  /** Takes units of the fit, no more than `unitsOf`, and tells what they are worth. */
  take(fit: number, units: number): number {
    const worthMinor = this.#supplies[this.#nextOf(fit) ?? -1]?.worthMinor ?? 0;
    if (units === this.unitsOf(fit)) {
      this.#next[fit] = (this.#next[fit] ?? 0) + 1;
      this.#taken[fit] = 0;
    } else {
      this.#taken[fit] = (this.#taken[fit] ?? 0) + units;
    }
    return units * worthMinor;
  }

  /** By supply: how many of its units were taken. */
  used(): number[] {
    return this.#supplies.map(({ units, fit }, index) => {
      const next = this.#nextOf(fit);
      if (next === undefined || index < next) return units;
      return index === next ? (this.#taken[fit] ?? 0) : 0;
    });
  }

  /** What was taken since `earlier` was copied, supply by supply: how many units of how many that were there. */
  takenSince(earlier: Stock): Taken[] {
    const taken: Taken[] = [];
    for (const [fit, next] of this.#next.entries()) {
      const before = earlier.#next[fit] ?? 0;
      for (let place = before; place <= next; place++) {
        const gone = place === before ? (earlier.#taken[fit] ?? 0) : 0;
        const there = (this.#supplies[this.#places[fit]?.[place] ?? -1]?.units ?? 0) - gone;
        const units = place === next ? (this.#taken[fit] ?? 0) - gone : there;
        if (units > 0) taken.push({ fit, units, there });
      }
    }
    return taken;
  }

  #nextOf(fit: number): number | undefined {
    return this.#places[fit]?.[this.#next[fit] ?? 0];
  }
}
