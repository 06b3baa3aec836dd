import { refuse } from './outcome.ts';
import type { ReturnRecord } from '../ports/returns.ts';
import type { Refusal } from './outcome.ts';

/** A verb's answer about a return. `changed` is false for a repeated request that found its work done. */
export type ReturnOutcome<Code extends string> = { ok: true; return: ReturnRecord; changed: boolean } | Refusal<Code>;

export function returnRevised(currentRevision: number): Refusal<'return-revised'> {
  return refuse('return-revised', `The return is at revision ${currentRevision}. Read it, and send your change on top of that.`, { revision: currentRevision });
}

export function returnClosed(): Refusal<'return-closed'> {
  return refuse('return-closed', 'The return is committed; it cannot be changed any more.');
}

export function returnUnknown(): Refusal<'return-unknown'> {
  return refuse('return-unknown', 'This till does not know the return. Quote it with PUT and baseRevision 0.');
}
