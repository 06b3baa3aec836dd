import type { Off } from '../../../promotions/promotion.ts';
import { offUnits } from '../off.ts';
import type { Proposal } from '../proposal.ts';
import type { WorkingLine } from '../working-line.ts';
import type { UnitRun } from './unit-pool.ts';

/**
 * `amountOf` off each of the runs, of which each line has at most one; undefined where that is nothing. Claimed are the lines that lose something, or `claims` where
 * the promotion needs others as well.
 */
export function propose(runs: readonly UnitRun[], amountOf: (run: UnitRun) => number, claims?: readonly WorkingLine[]): Proposal | undefined {
  const lines: WorkingLine[] = [];
  const amountsMinor: number[] = [];
  for (const run of runs) {
    const amountMinor = amountOf(run);
    if (amountMinor <= 0) continue;
    lines.push(run.line);
    amountsMinor.push(amountMinor);
  }
  return lines.length === 0 ? undefined : { lines, amountsMinor, claims: claims ?? lines };
}

/** The same for an `Off`: the units of a line are taken together, with one rounding. */
export function proposeOff(off: Off, runs: readonly UnitRun[], claims?: readonly WorkingLine[]): Proposal | undefined {
  return propose(runs, ({ line, count }) => offUnits(off, line, count), claims);
}
