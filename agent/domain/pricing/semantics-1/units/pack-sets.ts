/** Which sets to pack from which units, so that the customer saves most. */
import { fillParts, type Supply } from './fill-parts.ts';
import type { Fit } from './places.ts';

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

interface RatedPacking extends Packing {
  readonly savesMinor: number;
  readonly sets: number;
}

/** How many packings, told apart by how often they have which set, are compared. */
export const maxPackings = 1_000;

/**
 * The packing that saves most; of equal ones that with fewer sets, then with the earlier sets more often. Where there are more than `maxPackings` to compare, the set that
 * saves most is packed, again and again. Undefined where no set saves anything.
 */
export function packSets(task: PackingTask): Packing | undefined {
  const best = new Comparison(task).best() ?? packGreedily(task);
  return best.sets === 0 ? undefined : best;
}

/** Compares packings by trying one more set, and one more. */
class Comparison {
  readonly #task: PackingTask;
  readonly #units: readonly number[];
  #compared = 0;
  #best: RatedPacking;

  constructor(task: PackingTask) {
    this.#task = task;
    this.#units = task.supplies.map(({ units }) => units);
    this.#best = { counts: task.offers.map(() => 0), used: task.supplies.map(() => 0), savesMinor: 0, sets: 0 };
  }

  /** Undefined where there are too many to compare. */
  best(): RatedPacking | undefined {
    return this.#extend(this.#best, 0) ? this.#best : undefined;
  }

  /**
   * Adds the offers from `first` on. An offer that saves nothing more on top of this packing saves nothing on top of a larger one either (what the parts are worth is
   * concave and submodular in how often they are wanted), so nothing beyond is better. False where there are too many to compare.
   */
  #extend(packing: RatedPacking, first: number): boolean {
    if (packing.sets >= this.#task.times) return true;
    for (let offer = first; offer < this.#task.offers.length; offer++) {
      const larger = rate(this.#task, packing.counts.with(offer, (packing.counts[offer] ?? 0) + 1), this.#units);
      if (larger === undefined) continue;
      this.#compared++;
      if (this.#compared > maxPackings) return false;
      if (larger.savesMinor <= packing.savesMinor) continue;
      if (isBetter(larger, this.#best)) this.#best = larger;
      if (!this.#extend(larger, offer)) return false;
    }
    return true;
  }
}

/** What a packing saves; undefined where the units do not suffice. */
function rate({ offers, parts, supplies, fits }: PackingTask, counts: readonly number[], units: readonly number[]): RatedPacking | undefined {
  const wanted = Array.from({ length: parts }, () => 0);
  let savesMinor = 0;
  let sets = 0;
  for (const [index, offer] of offers.entries()) {
    const count = counts[index] ?? 0;
    for (const { part, units } of offer.units) wanted[part] = count * units;
    savesMinor -= count * offer.priceMinor;
    sets += count;
  }
  const used = fillParts(wanted, supplies, fits, units);
  if (used === undefined) return undefined;
  for (const [index, { worthMinor }] of supplies.entries()) savesMinor += worthMinor * (used[index] ?? 0);
  return { counts, used, savesMinor, sets };
}

function isBetter(a: RatedPacking, b: RatedPacking): boolean {
  if (a.savesMinor !== b.savesMinor) return a.savesMinor > b.savesMinor;
  if (a.sets !== b.sets) return a.sets < b.sets;
  const differs = a.counts.findIndex((count, offer) => count !== b.counts[offer]);
  return differs >= 0 && (a.counts[differs] ?? 0) > (b.counts[differs] ?? 0);
}

/** The set that saves most from what is left, of equal ones the first, as often as the same units are there, until none saves anything. */
function packGreedily(task: PackingTask): RatedPacking {
  const none = task.offers.map(() => 0);
  const left = task.supplies.map(({ units }) => units);
  const counts = [...none];
  let savesMinor = 0;
  let sets = 0;
  for (;;) {
    let offer = -1;
    let most: RatedPacking | undefined;
    for (const index of sets < task.times ? task.offers.keys() : []) {
      const one = rate(task, none.with(index, 1), left);
      if (one !== undefined && one.savesMinor > (most?.savesMinor ?? 0)) [offer, most] = [index, one];
    }
    if (most === undefined) break;
    // Nothing else becomes better meanwhile: what is left only gets less.
    let often = task.times - sets;
    for (const [index, used] of most.used.entries()) if (used > 0) often = Math.min(often, Math.floor((left[index] ?? 0) / used));
    for (const [index, used] of most.used.entries()) left[index] = (left[index] ?? 0) - used * often;
    counts[offer] = (counts[offer] ?? 0) + often;
    savesMinor += most.savesMinor * often;
    sets += often;
  }
  return { counts, used: task.supplies.map(({ units }, index) => units - (left[index] ?? 0)), savesMinor, sets };
}
