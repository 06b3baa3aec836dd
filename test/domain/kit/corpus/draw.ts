import { generator } from '../scenarios.ts';

/** Draws that are the same for the same seed for ever: no library, whose next version may draw others. */
export class Draw {
  /** Whole numbers from 0 to below the limit */
  readonly below: (limit: number) => number;

  constructor(seed: number) {
    this.below = generator(seed);
  }

  pick<T>(options: readonly [T, ...T[]]): T {
    return options[this.below(options.length)] ?? options[0];
  }

  /** One time in so many. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  list<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index));
  }
}
