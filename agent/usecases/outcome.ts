/**
 * Expected outcomes are values (DESIGN §3): `ok: true` with the result, or a refusal with a stable code.
 * Faults (a full disk, a broken invariant) are thrown.
 */
export interface Refusal<Code extends string = string> {
  readonly ok: false;
  readonly code: Code;
  /** One sentence for people: what happened, and what to do */
  readonly detail: string;
  /** JSON pointer to the offending part of the input */
  readonly path?: string;
  /** Facts that a program needs to go on, such as the revision in force */
  readonly facts?: Facts;
}

export type Facts = Readonly<Record<string, string | number | boolean | readonly object[]>>;

export function refuse<Code extends string>(code: Code, detail: string, facts?: Facts): Refusal<Code> {
  return { ok: false, code, detail, ...(facts === undefined ? {} : { facts }) };
}

/** No bundle was ever activated here, so nothing can be priced. */
export function notReady(): Refusal<'not-ready'> {
  return refuse('not-ready', 'This till has not yet received the loyalty programme from the centre. Try again when it has been in contact.');
}
