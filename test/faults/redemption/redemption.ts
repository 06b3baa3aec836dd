/**
 * Points spent at many tills, with and without the centre, while tills are cut off, killed, cloned, restored, enrolled again and told a wrong time. All parts are the product's own, in one
 * process, and move one at a time: what happens in which order is the seed's choice and not the scheduler's.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { testTime } from '../../central/kit/test-shop.ts';
import type { FaultPart, PartContext, PartResult } from '../part.ts';
import { openModelCentre } from './centre.ts';
import { plots, unlike, woven } from './plots.ts';
import { customersOf, customersOfHistory, runHistory, type HistoryOptions } from './run-history.ts';
import { shorten, told } from './shorten.ts';
import { drawStep, type Step } from './step.ts';

export interface RedemptionSize {
  /** Shops, each with a history of its own; every third is calm */
  histories: number;
  steps: number;
  /** How long a history that failed is shortened */
  shortenMs: number;
}

/** Attempts at shortening need shops of their own. */
const spareShops = 200;
/** Nothing may stay set aside in either. */
const endings = ['contact', 'silence'] as const;

export function redemption(size: RedemptionSize): FaultPart {
  return {
    name: 'redemption',
    about: `points are spent at many tills through ${plots.length} plots, one or more for each cause of goodwill, and ${size.histories} histories of ${size.steps} steps with outages, crashes, clones, wrong clocks, restored tills and a restored centre`,
    run: async (context) => await run(size, context),
  };
}

async function run(size: RedemptionSize, { folder, random, tell }: PartContext): Promise<PartResult> {
  const result: PartResult = { counts: { plots: 0, histories: 0 }, failures: [], skipped: [] };
  const home = join(folder, 'central');
  mkdirSync(home);
  const customers = customersOf(size.histories + plots.length * endings.length + spareShops);
  const centre = await openModelCentre({ home, accounts: customers, nowMs: testTime.instantMs });
  let place = 0;
  const play = async (steps: readonly Step[], isCalm: boolean, endsBy?: HistoryOptions['endsBy']) => {
    place += 1;
    return await runHistory({ centre, folder, place: place - 1, customers, steps, isCalm, ...(endsBy === undefined ? {} : { endsBy }) });
  };
  const count = (counts: ReadonlyMap<string, number>): void => {
    for (const [name, times] of counts) result.counts[name] = (result.counts[name] ?? 0) + times;
  };
  try {
    for (const plot of plots) {
      for (const endsBy of endings) {
        const { counts, failures } = await play(plot.steps, false, endsBy);
        result.counts['plots'] = (result.counts['plots'] ?? 0) + 1;
        count(counts);
        result.failures.push(...failures.map((failure) => `${plot.name}: ${failure}`), ...(failures.length > 0 ? [] : unlike(plot, counts)));
      }
    }
    if (result.failures.length > 0) return result;
    for (let number = 1; number <= size.histories; number += 1) {
      const isCalm = number % 3 === 0;
      const drawn = Array.from({ length: size.steps }, () => drawStep(random, { isCalm }));
      const steps = isCalm ? drawn : woven(random, random.pick(plots), drawn);
      const { counts, failures, taken } = await play(steps, isCalm);
      result.counts['histories'] = number;
      count(counts);
      if (failures.length === 0) continue;
      tell(`history ${number} fails after ${taken} steps (${failures[0] ?? ''}): it is shortened`);
      const untilMs = Date.now() + size.shortenMs;
      const shortest = await shorten(steps.slice(0, taken), async (fewer) => {
        centre.errors.length = 0;
        return (await play(fewer, isCalm)).failures.length > 0;
      }, () => Date.now() < untilMs && place < customers.length / customersOfHistory - 1);
      result.failures.push(...failures, `the shortest history that fails: ${told(shortest)}`);
      return result;
    }
  } finally {
    await centre.close();
  }
  return result;
}
