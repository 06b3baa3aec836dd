import { refuse } from './outcome.ts';
import type { ReturnRecord } from '../ports/returns.ts';
import type { Refusal } from './outcome.ts';

/** A verb's answer about a return. `changed` is false for a repeated request that found its work done. */
export type ReturnOutcome<Code extends string> = { ok: true; return: ReturnRecord; changed: boolean } | Refusal<Code>;

/** `currentRevision` is 0 where the till has no such return: it never had, or a power cut took its quote. */
export function returnRevised(currentRevision: number): Refusal<'return-revised'> {
  const detail = currentRevision === 0
    ? 'This till does not have the return. Quote it with baseRevision 0.'
    : `The return is at revision ${currentRevision}. Read it, and send your change on top of that.`;
  return refuse('return-revised', detail, { revision: currentRevision });
}

/** The quote of this very revision no longer holds: reading it again would not help. */
export function returnOvertaken(currentRevision: number): Refusal<'return-revised'> {
  const detail = `Another return of the sale, or a new programme, has changed what this one gives back. Quote it again with baseRevision ${currentRevision}.`;
  return refuse('return-revised', detail, { revision: currentRevision });
}

export function returnClosed(): Refusal<'return-closed'> {
  return refuse('return-closed', 'The return is committed; it cannot be changed any more.');
}

export function returnUnknown(): Refusal<'return-unknown'> {
  return refuse('return-unknown', 'This till does not know the return. Quote it with PUT and baseRevision 0.');
}
