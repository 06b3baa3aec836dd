import { type Fit, Places } from './places.ts';

/** Units of one line: so many, worth so much each, fit for the parts of a fit. Lines that are fit for the same parts share one. */
export interface Supply {
  readonly units: number;
  readonly worthMinor: number;
  /** Index into the fits */
  readonly fit: number;
}

/**
 * How many units of each supply fill all the parts, `wanted[part]` units each, so that together they are worth the most; of equal ones the earlier supply gives more. Undefined where
 * not all parts can be filled. The supplies come with those worth most first; `units` goes with them: how many of each are there.
 *
 * The sets of units that can all have a place are the independent sets of a transversal matroid, in which taking whatever still fits, the most worth first, gives the most worth.
 */
export function fillParts(wanted: readonly number[], supplies: readonly Supply[], fits: readonly Fit[], units: readonly number[]): number[] | undefined {
  const places = new Places(wanted, fits);
  const used = supplies.map(() => 0);
  // Of a fit that has no place left none will ever have one: a matroid's span only grows.
  const isFull = fits.map(() => false);
  for (const [index, { fit }] of supplies.entries()) {
    if (places.open === 0) break;
    let left = units[index] ?? 0;
    while (left > 0 && isFull[fit] !== true) {
      const taken = places.take(fit, left);
      if (taken === 0) isFull[fit] = true;
      left -= taken;
    }
    used[index] = (units[index] ?? 0) - left;
  }
  return places.open === 0 ? used : undefined;
}
