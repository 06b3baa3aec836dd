import { problemCodes, type Problem, type ProblemCode } from '../../../agent/contract/problem.ts';
import type { Refusal } from '../../../agent/usecases/outcome.ts';

/** What a handler answers: a body (200), a refusal with a code of the till's own contract, or the stored answer of an earlier request. */
export type WebReply<Body> = { readonly body: Body } | Refusal<ProblemCode> | { readonly stored: { status: number; answer: string } };

/** A refusal as the till's own API writes it. Facts that a program needs to go on stand beside the fixed members. */
export function refusalDocument({ code, detail, path, facts }: Refusal<ProblemCode>): Problem & Record<string, unknown> {
  const { status, title } = problemCodes[code];
  return { ...facts, type: `urn:loyalty-till:problem:${code}`, title, status, code, detail, ...(path === undefined ? {} : { path }) };
}
