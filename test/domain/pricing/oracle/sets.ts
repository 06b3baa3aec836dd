/** Sets of goods: every packing is tried. */
import type { Promotion, Reward } from '../../../../agent/domain/promotions/promotion.ts';
import { splitWithin, sum } from './arithmetic.ts';
import { type Line, roomOf } from './lines.ts';
import { leftOfUnits } from './off.ts';
import { noWish, type Wish } from './wish.ts';

type Sets = Extract<Reward, { kind: 'sets' }>;
type Fits = (line: Line, setIndex: number, partIndex: number) => boolean;
interface Need { setIndex: number; partIndex: number; units: number }
interface Packing { counts: number[]; used: number[]; saves: number }

export function wishSets({ sets }: Sets, limits: Promotion['limits'], pool: readonly Line[], fits: Fits): Wish {
  // The dearest units first: of packings that save the same, those of the earlier lines are used.
  const lines = pool.toSorted((a, b) => worth(b) - worth(a));
  let best: Packing = { counts: sets.map(() => 0), used: lines.map(() => 0), saves: 0 };
  for (const counts of countVectors(sets, lines, limits?.times ?? Infinity)) {
    const needs = sets.flatMap(({ parts }, setIndex) => parts.map(({ units }, partIndex) => ({ setIndex, partIndex, units: units * (counts[setIndex] ?? 0) })));
    const price = sum(sets.map(({ priceMinor }, index) => priceMinor * (counts[index] ?? 0)));
    for (const used of usesOf(lines, sum(needs.map(({ units }) => units)))) {
      const packing = { counts, used, saves: sum(used.map((count, index) => count * worthAt(index))) - price };
      if (isBetter(packing, best) && canServe(lines, used, needs, fits)) best = packing;
    }
  }
  if (best.saves <= 0) return noWish;

  const usedLines = lines.filter((_, index) => (best.used[index] ?? 0) > 0);
  const inCanonicalOrder = pool.filter((line) => usedLines.includes(line));
  const lefts = inCanonicalOrder.map((line) => leftOfUnits(line, best.used[lines.indexOf(line)] ?? 0));
  const off = sum(lefts) - sum(sets.map(({ priceMinor }, index) => priceMinor * (best.counts[index] ?? 0)));
  const rooms = inCanonicalOrder.map(roomOf);
  const amounts = splitWithin(Math.min(off, sum(rooms)), lefts, rooms);
  return { amounts: new Map(inCanonicalOrder.map((line, index) => [line, amounts[index] ?? 0])), used: new Set(usedLines) };

  function worthAt(index: number): number {
    const line = lines[index];
    return line === undefined ? 0 : worth(line);
  }
}

function worth(line: Line): number {
  return Math.floor(line.left / line.units);
}

/** Saves more; else fewer sets; else earlier sets more often; else the same sets of what costs more and stands earlier. */
function isBetter(a: Packing, b: Packing): boolean {
  if (a.saves !== b.saves) return a.saves > b.saves;
  if (sum(a.counts) !== sum(b.counts)) return sum(a.counts) < sum(b.counts);
  return isGreater([...a.counts, ...a.used], [...b.counts, ...b.used]);
}

function isGreater(a: readonly number[], b: readonly number[]): boolean {
  const place = a.findIndex((value, index) => value !== b[index]);
  return place >= 0 && (a[place] ?? 0) > (b[place] ?? 0);
}

function* countVectors(sets: Sets['sets'], lines: readonly Line[], times: number): Generator<number[]> {
  const all = sum(lines.map(({ units }) => units));
  const size = sets.map(({ parts }) => sum(parts.map(({ units }) => units)));
  yield* vectors(size.map((units) => Math.min(times, Math.floor(all / units))), (counts) => sum(counts) <= times && sum(counts.map((count, index) => count * (size[index] ?? 0))) <= all);
}

function* usesOf(lines: readonly Line[], units: number): Generator<number[]> {
  yield* vectors(lines.map((line) => Math.min(line.units, units)), (used) => sum(used) === units);
}

/** Every vector from zero to the maxima that is wanted. */
function* vectors(maxima: readonly number[], isWanted: (vector: number[]) => boolean, begin: number[] = []): Generator<number[]> {
  const maximum = maxima[begin.length];
  if (maximum === undefined) {
    if (isWanted(begin)) yield begin;
    return;
  }
  for (let value = 0; value <= maximum; value += 1) yield* vectors(maxima, isWanted, [...begin, value]);
}

/** Can the units be given to the parts, each unit once? Every way is tried. */
function canServe(lines: readonly Line[], used: readonly number[], needs: readonly Need[], fits: Fits): boolean {
  const place = used.findIndex((count) => count > 0);
  const line = lines[place];
  if (line === undefined) return needs.every(({ units }) => units === 0);
  const rest = used.with(place, (used[place] ?? 0) - 1);
  return needs.some((need, index) => need.units > 0 && fits(line, need.setIndex, need.partIndex) && canServe(lines, rest, needs.with(index, { ...need, units: need.units - 1 }), fits));
}
