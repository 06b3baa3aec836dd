import { allocate } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/mul-div.ts';
import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import type { SaleFacts } from '../../../promotions/sale-facts.ts';
import { before } from '../give.ts';
import type { Proposal } from '../proposal.ts';
import { compareLines, roomOf, type WorkingLine } from '../working-line.ts';
import type { Supply } from './fill-parts.ts';
import { type PackingTask, packSets, type SetOffer } from './pack-sets.ts';
import type { Fit } from './places.ts';
import { propose } from './propose-off.ts';
import type { UnitRun } from './unit-pool.ts';
import type { UnitsRewardOf } from './units-reward.ts';

type Sets = UnitsRewardOf<'sets'>;

/** Sets at their price. What the packed sets save is split over the units used, by what is left of them. */
export function proposeSets(promotion: CompiledPromotion, reward: Sets, lines: readonly WorkingLine[], facts: SaleFacts): Proposal | undefined {
  const { offered, task } = taskOf(promotion, reward, lines, facts);
  const packing = packSets(task);
  if (packing === undefined) return undefined;
  const used: UnitRun[] = offered.map((line, index) => ({ line, count: packing.used[index] ?? 0 })).filter(({ count }) => count > 0);
  const worthsMinor = used.map(({ line, count }) => mulDiv(line.leftMinor, count, line.units, 'half-up'));
  let savesMinor = 0;
  for (const worthMinor of worthsMinor) savesMinor += worthMinor;
  for (const [index, count] of packing.counts.entries()) savesMinor -= count * (reward.sets[index]?.priceMinor ?? 0);
  const usedLines = used.map(({ line }) => line);
  const shares = new Map(allocate(savesMinor, worthsMinor, before(usedLines)).map((shareMinor, index) => [usedLines[index], shareMinor]));
  return propose(used, ({ line }) => Math.min(shares.get(line) ?? 0, roomOf(line)), usedLines);
}

/** The lines that are fit for any part, the dearest units first as they are now, and what is to be packed from them. */
function taskOf({ parts: selectsPart, limits }: CompiledPromotion, { sets }: Sets, lines: readonly WorkingLine[], facts: SaleFacts): { offered: readonly WorkingLine[]; task: PackingTask } {
  const selectors = selectsPart.flat();
  const fits: Fit[] = [];
  const fitIndexes = new Map<string, number>();
  const offered: WorkingLine[] = [];
  const supplies: Supply[] = [];
  for (const line of lines.toSorted((a, b) => worthOf(b) - worthOf(a) || compareLines(a, b))) {
    const fit = [...selectors.keys()].filter((part) => selectors[part]?.(line, facts) === true);
    if (fit.length === 0) continue;
    const key = fit.join(' ');
    let index = fitIndexes.get(key);
    if (index === undefined) {
      index = fits.push(fit) - 1;
      fitIndexes.set(key, index);
    }
    offered.push(line);
    supplies.push({ units: line.units, worthMinor: worthOf(line), fit: index });
  }
  let parts = 0;
  const offers: SetOffer[] = sets.map((set) => ({ priceMinor: set.priceMinor, units: set.parts.map(({ units }) => ({ part: parts++, units })) }));
  return { offered, task: { offers, parts, supplies, fits, times: limits.times ?? Number.MAX_SAFE_INTEGER } };
}

/** What is left of one unit, rounded down. */
function worthOf({ leftMinor, units }: WorkingLine): number {
  return Math.floor(leftMinor / units);
}
