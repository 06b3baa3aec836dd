import { allocateWithin } from '../../../money/allocate-within.ts';
import { mulDiv } from '../../../money/mul-div.ts';
import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import type { SaleFacts } from '../../../promotions/sale-facts.ts';
import { before, sumOf } from '../give.ts';
import type { Proposal } from '../proposal.ts';
import { compareLines, roomOf, unitsOf, type WorkingLine } from '../working-line.ts';
import { comparesAll, type PackingTask, packSets, type SetOffer } from './pack-sets.ts';
import type { Fit } from './places.ts';
import { propose } from './propose-off.ts';
import type { Supply } from './stock.ts';
import type { UnitRun } from './unit-pool.ts';
import type { UnitsRewardOf } from './units-reward.ts';

type Sets = UnitsRewardOf<'sets'>;

/** Sets at their price. What the packed sets save is split over the units used, by what is left of them. */
export function proposeSets(promotion: CompiledPromotion, reward: Sets, lines: readonly WorkingLine[], facts: SaleFacts): Proposal | undefined {
  const { offered, task } = taskOf(promotion, reward, lines, facts);
  const packing = packSets(task);
  if (packing === undefined) return undefined;
  const used: UnitRun[] = offered.map((line, index) => ({ line, count: packing.used[index] ?? 0 })).filter(({ count }) => count > 0);
  const worthsMinor = used.map(({ line, count }) => mulDiv(line.leftMinor, count, unitsOf(line), 'half-up'));
  let savesMinor = sumOf(worthsMinor);
  for (const [index, count] of packing.counts.entries()) savesMinor -= count * (reward.sets[index]?.priceMinor ?? 0);
  const usedLines = used.map(({ line }) => line);
  const roomsMinor = usedLines.map(roomOf);
  // What a floor stops on one line moves to the others, so that the set costs what it should.
  const sharesMinor = allocateWithin(Math.min(savesMinor, sumOf(roomsMinor)), worthsMinor, roomsMinor, before(usedLines));
  const shares = new Map(sharesMinor.map((shareMinor, index) => [usedLines[index], shareMinor]));
  return propose(used, ({ line }) => shares.get(line) ?? 0, usedLines);
}

/** Does `proposeSets` compare all packings of these lines? */
export function packsExactly(promotion: CompiledPromotion, reward: Sets, lines: readonly WorkingLine[], facts: SaleFacts): boolean {
  return comparesAll(taskOf(promotion, reward, lines, facts).task);
}

/** How often each set is packed from these lines. */
export function countSets(promotion: CompiledPromotion, reward: Sets, lines: readonly WorkingLine[], facts: SaleFacts): readonly number[] {
  return packSets(taskOf(promotion, reward, lines, facts).task)?.counts ?? reward.sets.map(() => 0);
}

/** The lines that are fit for any part, the dearest units first as they are now, and what is to be packed from them. */
function taskOf({ parts: partsOfSets, limits }: CompiledPromotion, { sets }: Sets, lines: readonly WorkingLine[], facts: SaleFacts): { offered: readonly WorkingLine[]; task: PackingTask } {
  const selectors = partsOfSets.flat();
  const fits: Fit[] = [];
  const fitIndexes = new Map<string, number>();
  const fitting: { line: WorkingLine; supply: Supply }[] = [];
  for (const line of lines) {
    const fit: number[] = [];
    for (const [part, selects] of selectors.entries()) if (selects(line, facts)) fit.push(part);
    if (fit.length === 0) continue;
    const key = fit.join(' ');
    const index = fitIndexes.get(key) ?? fits.push(fit) - 1;
    fitIndexes.set(key, index);
    fitting.push({ line, supply: { units: unitsOf(line), worthMinor: worthOf(line), fit: index } });
  }
  fitting.sort((a, b) => b.supply.worthMinor - a.supply.worthMinor || compareLines(a.line, b.line));
  let parts = 0;
  const offers: SetOffer[] = sets.map((set) => ({ priceMinor: set.priceMinor, units: set.parts.map(({ units }) => ({ part: parts++, units })) }));
  const supplies = fitting.map(({ supply }) => supply);
  return { offered: fitting.map(({ line }) => line), task: { offers, parts, supplies, fits, times: limits.times ?? Number.MAX_SAFE_INTEGER } };
}

/** What is left of one unit, rounded down. */
function worthOf(line: WorkingLine): number {
  return Math.floor(line.leftMinor / unitsOf(line));
}
