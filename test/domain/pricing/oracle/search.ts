/** Brute force: every way of choosing is priced by the whole pipeline. */
import type { PricedSale } from '../../../../agent/domain/pricing/priced-sale.ts';
import { type Answer, answer } from './answer.ts';
import type { Bars } from './discounts.ts';
import { competes, type Entry } from './entries.ts';
import { freshLines } from './lines.ts';
import { choicesOf, type Reading } from './options.ts';
import type { World } from './world.ts';

/** Thrown where there are more ways than the reference tries. */
export class TooManyWays extends Error {}
const mostChoices = 50_000;

/** All ways that are best for the customer: the first of them by the lines' canonical order, and those that nothing tells from it. */
export function searchBest(entries: readonly Entry[], world: World, hash: string, settled: Bars, nobody: Reading): Answer[] {
  const choices = choicesOf(entries, world, settled, nobody);
  if (choices.reduce((product, { length }) => product * length, 1) > mostChoices) throw new TooManyWays();
  const lines = freshLines(world);
  const priced = new Set<string>();
  let best: { answers: Answer[]; score: number[] } | undefined;
  for (const options of waysOf(choices)) {
    const bars: Bars = (entry, line) => settled(entry, line) || options.some((option) => option(entry, line));
    const way = entries.filter((entry) => competes(entry)).map((entry) => lines.map((line) => Number(bars(entry, line))).join('')).join();
    if (priced.has(way)) continue;
    priced.add(way);
    const found = answer(entries, world, hash, bars);
    const score = scoreOf(found.sale, entries);
    const order = best === undefined ? -1 : inOrderOfNumbers(score, best.score);
    if (order < 0) best = { answers: [found], score };
    else if (order === 0) best?.answers.push(found);
  }
  return best?.answers ?? [];
}

function* waysOf(choices: readonly Bars[][]): Generator<Bars[]> {
  const [first, ...others] = choices;
  if (first === undefined) yield [];
  else for (const option of first) for (const rest of waysOf(others)) yield [option, ...rest];
}

/** Lowest payable before any points pay, else spending more points would be as good as a discount; most points earned, fewest applications, lowest ordinals. */
function scoreOf(sale: PricedSale, entries: readonly Entry[]): number[] {
  const applications = sale.lines.flatMap(({ discounts }) => discounts);
  const ordinals = applications.map(({ promotionId }) => entries.find(({ promotion }) => promotion.id === promotionId)?.ordinal ?? -1).toSorted((a, b) => a - b);
  return [sale.netMinor, -sale.pointsEarned, applications.length, ...ordinals];
}

function inOrderOfNumbers(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
