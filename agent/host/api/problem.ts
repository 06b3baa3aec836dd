import { problemCodes } from '../../contract/problem.ts';
import type { Problem, ProblemCode } from '../../contract/problem.ts';
import type { Refusal } from '../../usecases/outcome.ts';

export const problemMediaType = 'application/problem+json; charset=utf-8';

/** A refusal as RFC 9457 writes it. Facts that a program needs to go on stand beside the fixed members. */
export function problemOf(refusal: Refusal<ProblemCode>): Problem & Record<string, unknown> {
  const { status, title } = problemCodes[refusal.code];
  return {
    ...refusal.facts,
    type: `urn:loyalty-till:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    detail: refusal.detail,
    ...(refusal.path === undefined ? {} : { path: refusal.path }),
  };
}
