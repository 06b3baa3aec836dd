import type { FlatResult } from '../flat.ts';
import type { WorkloadSale } from '../sales.ts';
import type { Workload } from '../workload.ts';

export const contestantNames = ['floor', 'engine', 'json-logic-engine', 'zen-engine', 'json-rules-engine', 'medusa'] as const;
export type ContestantName = (typeof contestantNames)[number];

/** A contestant that knows the rules. */
export interface Prepared {
  /** This is what is measured. What it returns, or the promise of it, is for `result`. */
  run: (sale: WorkloadSale) => unknown;
  /** Undefined where its own semantics cannot say the same: it is measured, but not compared */
  result: ((outcome: unknown) => FlatResult) | undefined;
}

export interface Contestant {
  name: ContestantName;
  /** Comes from npm, into test/bench/peers */
  isPeer: boolean;
  prepare: (workload: Workload) => Promise<Prepared>;
}
