import type { CentralProblemCode } from '../protocol/problem-codes.ts';

/** A request that is answered with a problem document; nothing was changed. */
export class ProblemError extends Error {
  readonly code: CentralProblemCode;
  /** Further members of the document */
  readonly members: Readonly<Record<string, string | number>>;
  constructor(code: CentralProblemCode, detail: string, members: Readonly<Record<string, string | number>> = {}) {
    super(detail);
    this.name = 'ProblemError';
    this.code = code;
    this.members = members;
  }
}
