/** What became of one case. `refused`: it cannot be said in our vocabulary, and the reason says why; it is neither passed nor failed. */
export type Outcome = { verdict: 'passed' } | { verdict: 'failed' | 'refused'; reason: string };

/** So many of so many cases are to pass. Judged only where the suite has just so many cases: other collections have other goals. */
export interface SuiteGoal {
  passed: number;
  of: number;
}

/** One peer's cases: how they are recognised, named and checked. */
export interface Suite {
  name: string;
  goal?: SuiteGoal;
  /** Not every case can be passed by anybody (a blurred photograph): failures are listed, and the goal alone counts */
  allowsMisses?: true;
  /** Has the value the form of this peer's cases? Looked at from afar: what is wrong inside is a refusal. */
  recognises(value: object): boolean;
  titleOf(value: object): string;
  /** Never throws: whatever the case holds, it is passed, failed or refused. */
  check(value: object): Outcome;
}

/** A file among the cases of which nothing can be read. The reason is one sentence. */
export class UnreadFile {
  readonly file: string;
  readonly reason: string;
  constructor(file: string, reason: string) {
    this.file = file;
    this.reason = reason;
  }
}

/** Something that the case asks for has no honest translation. The message is one sentence for a retailer. */
export class NotExpressible extends Error {
  override readonly name = 'NotExpressible';
}

/** The outcome of comparing: no difference passes, a refusal on the way is a refusal, and anything else that is thrown is a failure of ours. */
export function outcomeOf(findDifference: () => string | undefined): Outcome {
  try {
    const difference = findDifference();
    return difference === undefined ? { verdict: 'passed' } : { verdict: 'failed', reason: difference };
  } catch (error) {
    if (error instanceof NotExpressible) return { verdict: 'refused', reason: error.message };
    return { verdict: 'failed', reason: `it ended with ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}` };
  }
}
