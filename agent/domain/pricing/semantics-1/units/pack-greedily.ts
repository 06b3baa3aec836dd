import { fillPlaces } from './fill-places.ts';
import type { PackingTask, SetOffer } from './pack-sets.ts';
import { Places } from './places.ts';
import { Stock } from './stock.ts';

/** The set that saves most from the units that are left, of equal ones the first, again and again, until none saves anything. */
export function packGreedily(task: PackingTask): { counts: number[]; stock: Stock } {
  const { offers, supplies, fits, times } = task;
  const counts = offers.map(() => 0);
  const stock = Stock.of(supplies, fits.length);
  for (let sets = 0; sets < times; ) {
    const best = bestSet(task, stock);
    if (best === undefined) break;
    const needs = best.stock.takenSince(stock);
    // While the same units are there, nothing else becomes better: what is left only gets less.
    let often = times - sets;
    for (const { units, there } of needs) often = Math.min(often, Math.floor(there / units));
    for (const { fit, units } of needs) stock.take(fit, units * often);
    counts[best.offer] = (counts[best.offer] ?? 0) + often;
    sets += often;
  }
  return { counts, stock };
}

/** The offer that saves most, with the stock that it would leave; undefined where none saves anything. */
function bestSet({ offers, fits, parts }: PackingTask, stock: Stock): { offer: number; stock: Stock } | undefined {
  let best: { offer: number; stock: Stock; savesMinor: number } | undefined;
  for (const [index, offer] of offers.entries()) {
    const left = stock.copy();
    // What the units do not suffice for is worth nothing, and so saves nothing.
    const savesMinor = (fillPlaces(placesOf(offer, new Places(fits, parts)), left) ?? 0) - offer.priceMinor;
    if (savesMinor > (best?.savesMinor ?? 0)) best = { offer: index, stock: left, savesMinor };
  }
  return best;
}

function placesOf({ units }: SetOffer, places: Places): Places {
  for (const part of units) places.add(part.part, part.units);
  return places;
}
