import type { Places } from './places.ts';
import type { Stock } from './stock.ts';

/**
 * Fills all open places with the units of the stock that together are worth the most, and tells what they are worth; of equal ones the earlier are taken. Undefined where not all
 * can be filled; the places and the stock are spoilt then.
 *
 * The sets of units that can all have a place are the independent sets of a transversal matroid, in which taking whatever still fits, the most worth first, gives the most worth.
 * Places that were filled before with the best units stay so: with places added, the matroid without them is a quotient of the one with them, so its best basis only grows.
 */
export function fillPlaces(places: Places, stock: Stock): number | undefined {
  // Of a fit that has no place left none will have one: the span of what was taken only grows.
  const isFull: boolean[] = [];
  let worthMinor = 0;
  while (places.open > 0) {
    const fit = stock.firstFit(isFull);
    if (fit === undefined) return undefined;
    const units = places.fill(fit, stock.unitsOf(fit));
    if (units === 0) isFull[fit] = true;
    else worthMinor += stock.take(fit, units);
  }
  return worthMinor;
}
