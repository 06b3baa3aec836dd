/** Which sets to pack from which units, so that the customer saves most. */
import { fillPlaces } from './fill-places.ts';
import { packGreedily } from './pack-greedily.ts';
import { type Fit, Places } from './places.ts';
import { Stock, type Supply } from './stock.ts';

/** A set for sale: what it costs, and how many units it needs of each part; the parts of all sets are numbered through. */
export interface SetOffer {
  readonly priceMinor: number;
  readonly units: readonly { readonly part: number; readonly units: number }[];
}

export interface PackingTask {
  readonly offers: readonly SetOffer[];
  /** How many parts all the offers have together */
  readonly parts: number;
  /** The most worth first; of equal ones the first is used first */
  readonly supplies: readonly Supply[];
  readonly fits: readonly Fit[];
  /** How many sets at most */
  readonly times: number;
}

export interface Packing {
  /** By offer: how often */
  readonly counts: readonly number[];
  /** By supply: how many of its units */
  readonly used: readonly number[];
}

/** How many packings, told apart by how often they have which set, are compared. */
const maxPackings = 1_000;

/**
 * The packing that saves most; of equal ones that with fewer sets, then with the earlier sets more often. Where there are more than `maxPackings` to compare, the set that
 * saves most is packed, again and again. Undefined where no set saves anything.
 */
export function packSets(task: PackingTask): Packing | undefined {
  const comparison = new Comparison(task);
  const { counts, stock } = comparison.best() ?? packGreedily(task);
  return counts.every((count) => count === 0) ? undefined : { counts, used: stock.used() };
}

/** Are all packings compared, so that the one that `packSets` finds is the best? */
export function comparesAll(task: PackingTask): boolean {
  return new Comparison(task).best() !== undefined;
}

/** A packing that may be made larger. */
interface OpenPacking {
  readonly counts: readonly number[];
  readonly sets: number;
  readonly savesMinor: number;
  readonly places: Places;
  readonly stock: Stock;
}

/** Compares packings by packing one more set, and one more. */
class Comparison {
  readonly #task: PackingTask;
  #compared = 0;
  #best: OpenPacking;

  constructor(task: PackingTask) {
    const { offers, fits, parts, supplies } = task;
    this.#task = task;
    this.#best = { counts: offers.map(() => 0), sets: 0, savesMinor: 0, places: new Places(fits, parts), stock: Stock.of(supplies, fits.length) };
  }

  /** Undefined where there are too many to compare. */
  best(): OpenPacking | undefined {
    return this.#extend(this.#best, 0) ? this.#best : undefined;
  }

  /**
   * Adds the offers from `first` on. An offer that saves nothing more on top of this packing saves nothing on top of a larger one either (what the parts are worth is
   * concave and submodular in how often they are wanted), so nothing beyond is better. False where there are too many to compare.
   */
  #extend(packing: OpenPacking, first: number): boolean {
    const { offers, times } = this.#task;
    if (packing.sets >= times) return true;
    for (let index = first; index < offers.length; index++) {
      const larger = withOneMore(packing, offers[index], index);
      if (larger === undefined) continue;
      this.#compared++;
      if (this.#compared > maxPackings) return false;
      if (larger.savesMinor <= packing.savesMinor) continue;
      if (isBetter(larger, this.#best)) this.#best = larger;
      if (!this.#extend(larger, index)) return false;
    }
    return true;
  }
}

/** Undefined where the units do not suffice. */
function withOneMore({ counts, sets, savesMinor, ...from }: OpenPacking, offer: SetOffer | undefined, index: number): OpenPacking | undefined {
  if (offer === undefined) return undefined;
  const places = from.places.copy();
  const stock = from.stock.copy();
  for (const { part, units } of offer.units) places.add(part, units);
  const worthMinor = fillPlaces(places, stock);
  if (worthMinor === undefined) return undefined;
  return { counts: counts.with(index, (counts[index] ?? 0) + 1), sets: sets + 1, savesMinor: savesMinor + worthMinor - offer.priceMinor, places, stock };
}

/** Of as many sets that save as much, the packing with the earlier ones more often was met before. */
function isBetter(a: OpenPacking, b: OpenPacking): boolean {
  return a.savesMinor === b.savesMinor ? a.sets < b.sets : a.savesMinor > b.savesMinor;
}
