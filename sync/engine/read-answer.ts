import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { SignedRevocation } from '../protocol/revocation.ts';
import { readRetryAfterMs } from './backoff.ts';
import type { HttpHead } from './http-client.ts';
import { SyncFault, type CentreProblem } from './sync-fault.ts';

/** Of a problem document only what we act on. Others may stand in it. */
const ProblemDocument = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 80 }),
  detail: Type.Optional(Type.String()),
  expected: Type.Optional(Type.Integer({ minimum: 0 })),
});
const isProblem = Compile(ProblemDocument);
const isRevocation = Compile(SignedRevocation);

export type AnswerReader<T> = (answer: HttpHead & { text: string }) => T;

/**
 * Reads a 2xx answer of this schema; nothing else leaves here as a value.
 * @throws SyncFault from the returned function: see `faultOf`; `failing` for a 2xx that is not what was asked for
 */
export function answerReader<S extends TSchema>(schema: S): AnswerReader<Static<S>> {
  const validator = Compile(schema);
  return (answer) => {
    if (answer.status < 200 || answer.status > 299) throw faultOf(answer, answer.text);
    const value = parseJson(answer.text);
    if (!validator.Check(value)) throw rubbish(answer.status, 'not the answer that was asked for');
    return value;
  };
}

/** What an answer other than 2xx means. A captive portal is known by its answer being no JSON. */
export function faultOf(head: HttpHead, text: string): SyncFault {
  const retryAfterMs = readRetryAfterMs(head.headers['retry-after'], head.headers['date']);
  const details = { mayHaveArrived: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  const problem = readProblem(head.status, text);
  if (head.status >= 500 || head.status === 429) {
    return new SyncFault('failing', `the centre answers ${head.status} ${problem?.code ?? ''}`.trimEnd(), { ...details, trouble: 'error-answer' });
  }
  if (problem === undefined) return rubbish(head.status, 'no answer of the centre');
  const kind = head.status === 401 || head.status === 403 ? 'refused' : 'problem';
  return new SyncFault(kind, `the centre answers ${head.status} ${problem.code}`, { ...details, problem });
}

export function rubbish(status: number, what: string): SyncFault {
  return new SyncFault('failing', `rubbish with status ${status}: ${what}`, { mayHaveArrived: true, trouble: 'rubbish' });
}

function readProblem(status: number, text: string): CentreProblem | undefined {
  const value = parseJson(text);
  if (!isProblem.Check(value)) return undefined;
  const { code, detail, expected } = value;
  const revocation = code === 'till-revoked' ? readRevocation(value) : undefined;
  return { status, code, ...(detail === undefined ? {} : { detail }), ...(expected === undefined ? {} : { expected }), ...(revocation === undefined ? {} : { revocation }) };
}

function readRevocation(document: object): SignedRevocation | undefined {
  const { tillId, tokenSha256, revokedAtMs, signature }: Partial<SignedRevocation> = document;
  const revocation: unknown = { tillId, tokenSha256, revokedAtMs, signature };
  return isRevocation.Check(revocation) ? revocation : undefined;
}

/** Undefined, which is no JSON value, where the text is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
