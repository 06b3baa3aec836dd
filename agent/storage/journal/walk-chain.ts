import type { StoredOperation } from '../../domain/operations/operation.ts';
import type { JournalHead } from '../../ports/journal.ts';
import { journalOf, type JournalSpan } from './journal-identity.ts';
import { operationHash } from './operation-hash.ts';

export interface ChainBreak {
  seq: number;
  reason:
    /** What the operation says does not give its hash, but the operations around it agree on that hash */
    | 'payload-changed'
    /** The stored hash is neither what the operation says nor what the next one, or the centre, remembers */
    | 'hash-mismatch'
    /** It does not name the hash of the operation before it */
    | 'prev-mismatch'
    /** The operation is not there */
    | 'seq-gap'
    /** The file could not be read there; `seq` 0 where the damage lies outside the operations */
    | 'unreadable'
    /** What is sealed beside the operation is not what its digest says, or not what the operation names */
    | 'blob-changed'
    /** No release writes such a row on what is not settled with the centre */
    | 'delivery-changed'
    /** The rows of archived pieces do not follow one another */
    | 'segment-changed'
    /** `seq` 0: a kept bundle is not what its hash says */
    | 'bundle-changed';
  detail: string;
  /** The chain holds, and all that was sold is there: such a file may be backed up and restored. */
  isBeside?: true;
}

/** The break of the chain itself. */
export function chainBreakOf({ firstBreak }: { firstBreak?: ChainBreak }): ChainBreak | undefined {
  return firstBreak?.isBeside === true ? undefined : firstBreak;
}

export interface ChainWalk {
  /** How many operations were seen, up to and including the broken one */
  operations: number;
  head: JournalHead;
  firstBreak?: ChainBreak;
}

/**
 * Walks operations that should follow `after`, oldest first, and stops at the first one that does not hold.
 * An error of the iterator itself passes through.
 */
export function walkChain(journals: readonly JournalSpan[], after: JournalHead, operations: Iterable<StoredOperation>): ChainWalk {
  let head = after;
  let count = 0;
  // One whose hash does not fit waits for the next one, which tells whether its content or its hash was changed.
  let unfit: StoredOperation | undefined;
  for (const operation of operations) {
    if (unfit !== undefined) return { operations: count, head, firstBreak: unfitBreak(unfit, operation) };
    count += 1;
    const broken = linkBreak(head, operation);
    if (broken !== undefined) return { operations: count, head, firstBreak: broken };
    const journal = journalOf(journals, operation.seq);
    if (journal === undefined || operationHash(journal.journalId, operation) !== operation.hash) unfit = operation;
    else head = { seq: operation.seq, hash: operation.hash };
  }
  return unfit === undefined ? { operations: count, head } : { operations: count, head, firstBreak: unfitBreak(unfit, undefined) };
}

function linkBreak(head: JournalHead, operation: StoredOperation): ChainBreak | undefined {
  const expected = head.seq + 1;
  if (operation.seq !== expected) {
    return { seq: expected, reason: 'seq-gap', detail: `operation ${expected} is missing; the next one is ${operation.seq}` };
  }
  if (operation.prev !== head.hash) {
    return { seq: expected, reason: 'prev-mismatch', detail: `operation ${expected} names ${operation.prev} as the one before it, which is ${head.hash}` };
  }
  return undefined;
}

function unfitBreak(operation: StoredOperation, next: StoredOperation | undefined): ChainBreak {
  const { seq, opId } = operation;
  return next === undefined || next.prev === operation.hash
    ? { seq, reason: 'payload-changed', detail: `operation ${seq} (${opId}) was changed: what it says does not give its hash ${operation.hash}` }
    : { seq, reason: 'hash-mismatch', detail: `operation ${seq} (${opId}) has the hash ${operation.hash}, but operation ${next.seq} names ${next.prev}` };
}
