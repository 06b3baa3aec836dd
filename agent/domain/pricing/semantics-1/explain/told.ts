import type { Reason, Verdict } from '../../trace.ts';
import type { WorkingLine } from '../working-line.ts';

/** What is told of one promotion. */
export interface Told {
  readonly verdict: Verdict;
  /** On which it acted */
  readonly lines: readonly WorkingLine[];
  readonly reasons: Reason[];
}

export function notApplied(verdict: Exclude<Verdict, 'applied'>, reasons: Reason[]): Told {
  return { verdict, lines: [], reasons };
}
