import { median, quantile } from '../quantile.ts';
import type { ContestantName, Prepared } from './contestants/contestant.ts';
import { GcWatch } from './gc-watch.ts';
import type { WorkloadSale } from './sales.ts';

export interface CellMeasure {
  p50Us: number;
  p99Us: number;
  samples: number;
  /** Of the time in which the contestant ran, the share that collecting garbage took */
  gcShare: number;
}

interface Lane {
  name: ContestantName;
  run: Prepared['run'];
  tookUs: number[];
  spentMs: number;
  gcMs: number;
  next: number;
}

/** Until all baskets were priced once, as what is made at the first sale of a good is no price of a basket; but no longer than the limit. */
const warmUpMs = { least: 250, most: 3_000, slowFromMs: 50 };
const rounds = 12;
/** So long each contestant runs in one round, all of them in turns; the slow ones at least once. */
const turnMs = 40;
/** Slow contestants get no more than this in one cell once they have so many samples. */
const slowMs = 900;
const fewSamples = 3;

/**
 * Every contestant over the same baskets, in turns, one timing for each basket; what reading the clock costs is taken off.
 * Garbage is collected when it must be, in the turn of whoever makes it full: `gcShare` says how much of a contestant's time that was.
 */
export async function measureCell(contestants: readonly { name: ContestantName; run: Prepared['run'] }[], sales: readonly WorkloadSale[]): Promise<Map<ContestantName, CellMeasure>> {
  const lanes = contestants.map(({ name, run }): Lane => ({ name, run, tookUs: [], spentMs: 0, gcMs: 0, next: 0 }));
  for (const lane of lanes) await warmUp(lane, sales);
  for (const lane of lanes) Object.assign(lane, { tookUs: [], spentMs: 0 });
  const clockUs = clockCostUs();
  const gc = new GcWatch();
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < lanes.length; turn += 1) {
      // Forwards and backwards, so that nobody always comes after the same one.
      const lane = lanes[(round + (round % 2 === 0 ? turn : lanes.length - 1 - turn)) % lanes.length];
      if (lane === undefined || (lane.spentMs > slowMs && lane.tookUs.length >= fewSamples)) continue;
      const beganMs = performance.now();
      await runFor(lane, sales, turnMs);
      lane.gcMs += await gc.between(beganMs, performance.now());
    }
  }
  gc.close();
  return new Map(lanes.map(({ name, tookUs, spentMs, gcMs }) => {
    const measure = (share: number): number => Math.max(0, quantile(tookUs, share) - clockUs);
    return [name, { p50Us: measure(0.5), p99Us: measure(0.99), samples: tookUs.length, gcShare: gcMs / spentMs }];
  }));
}

async function warmUp(lane: Lane, sales: readonly WorkloadSale[]): Promise<void> {
  await runFor(lane, sales, warmUpMs.least);
  if (lane.spentMs / lane.tookUs.length > warmUpMs.slowFromMs) return;
  while (lane.next < sales.length && lane.spentMs < warmUpMs.most) await runFor(lane, sales, turnMs);
}

async function runFor(lane: Lane, sales: readonly WorkloadSale[], budgetMs: number): Promise<void> {
  const { run, tookUs } = lane;
  const beganMs = performance.now();
  let nowMs = beganMs;
  while (nowMs - beganMs < budgetMs) {
    const sale = sales[lane.next % sales.length];
    if (sale === undefined) throw new RangeError('there are no baskets');
    lane.next += 1;
    const fromMs = performance.now();
    const outcome = run(sale);
    if (outcome instanceof Promise) await outcome;
    nowMs = performance.now();
    tookUs.push((nowMs - fromMs) * 1_000);
  }
  lane.spentMs += nowMs - beganMs;
}

function clockCostUs(): number {
  return median(Array.from({ length: 5_000 }, () => {
    const fromMs = performance.now();
    return (performance.now() - fromMs) * 1_000;
  }));
}
