import type { Problem } from '../../agent/contract/problem.ts';

/**
 * Why a call gave no answer that can be used.
 * `unreachable`: nobody answered, so nobody knows whether the call took effect: the same call may be sent again.
 * `problem`: the agent refused, with a stable code. `garbage`: what came is not what the contract says.
 */
export type ApiFailure =
  | { kind: 'unreachable' }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'garbage'; status: number };

/** A fault of a call to the agent. Callers look at `failure.kind`. */
export class ApiError extends Error {
  readonly failure: ApiFailure;
  constructor(failure: ApiFailure, options?: ErrorOptions) {
    super(failure.kind === 'problem' ? `${failure.problem.code}: ${failure.problem.detail}` : failure.kind, options);
    this.name = 'ApiError';
    this.failure = failure;
  }
}

/** The failure in a thrown value; a value that is no `ApiError` is thrown on, as it is a mistake of ours. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiError) return error.failure;
  throw error;
}

/** The problem's code, or undefined where the agent did not answer with a problem. */
export function problemCode(failure: ApiFailure): string | undefined {
  return failure.kind === 'problem' ? failure.problem.code : undefined;
}
