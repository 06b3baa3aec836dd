/**
 * Points spent at many tills, with and without the centre, while tills are cut off, killed, cloned, restored, enrolled again and told a wrong time. All parts are the product's own, in one
 * process, and move one at a time: what happens in which order is the seed's choice and not the scheduler's.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { testTime } from '../../central/kit/test-shop.ts';
import type { FaultPart, PartContext, PartResult } from '../part.ts';
import { openModelCentre } from './centre.ts';
import { customersOf, runHistory } from './run-history.ts';
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

export function redemption(size: RedemptionSize): FaultPart {
  return {
    name: 'redemption',
    about: `points are spent at many tills through ${size.histories} histories of ${size.steps} steps with outages, crashes, clones, restores and wrong clocks`,
    run: async (context) => await run(size, context),
  };
}

async function run(size: RedemptionSize, { folder, random, tell }: PartContext): Promise<PartResult> {
  const result: PartResult = { counts: { histories: 0 }, failures: [], skipped: [] };
  const home = join(folder, 'central');
  mkdirSync(home);
  const customers = customersOf(size.histories + spareShops);
  const centre = await openModelCentre({ home, accounts: customers, nowMs: testTime.instantMs });
  let place = 0;
  const play = async (steps: readonly Step[], isCalm: boolean) => {
    place += 1;
    return await runHistory({ centre, folder, place: place - 1, customers, steps, isCalm });
  };
  try {
    for (let number = 1; number <= size.histories; number += 1) {
      const isCalm = number % 3 === 0;
      const steps = Array.from({ length: size.steps }, () => drawStep(random, { isCalm }));
      const { counts, failures, taken } = await play(steps, isCalm);
      result.counts['histories'] = number;
      for (const [name, count] of counts) result.counts[name] = (result.counts[name] ?? 0) + count;
      if (failures.length === 0) continue;
      tell(`history ${number} fails after ${taken} steps (${failures[0] ?? ''}): it is shortened`);
      const untilMs = Date.now() + size.shortenMs;
      const shortest = await shorten(steps.slice(0, taken), async (fewer) => {
        centre.errors.length = 0;
        return (await play(fewer, isCalm)).failures.length > 0;
      }, () => Date.now() < untilMs && place < size.histories + spareShops - 1);
      result.failures.push(...failures, `the shortest history that fails: ${told(shortest)}`);
      return result;
    }
  } finally {
    await centre.close();
  }
  return result;
}
