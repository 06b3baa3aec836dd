import type { OperationBody, StoredOperation } from '../domain/operations/operation.ts';
import type { SaleCounts } from '../domain/operations/sale-counts.ts';
import type { SealedBlob } from '../domain/operations/sealed-blob.ts';
import type { TrustedNow } from './clock.ts';
import type { SaleRecord } from './sales.ts';
import type { ReturnRecord } from './returns.ts';

/** `sealed`: personal fields that the payload only names by their digests. They are kept until the centre has the operation. */
export type OperationDraft = OperationBody & { opId: string; sealed?: readonly SealedBlob[] };

/** What an operation changes at the till, written in the operation's own transaction. */
export interface TillChanges {
  sale?: SaleRecord;
  return?: ReturnRecord;
  /** The answer to remember for a repeated request with this key */
  idempotent?: IdempotentAnswer;
}

export interface IdempotentAnswer {
  /** Which client used the key */
  client: string;
  key: string;
  /** SHA-256 of the request: method, path and canonical body */
  requestHash: string;
  status: number;
  /** JSON text of the answer */
  answer: string;
  atMs: number;
}

/** Head of the hash chain: the last operation. `seq` 0 and the genesis hash where there is none. */
export interface JournalHead {
  seq: number;
  hash: string;
}

/** The append-only truth of this till (DESIGN §6). Every write is durable when the call returns; a failed one changed nothing and throws `JournalFault`. */
export interface Journal {
  readonly journalId: string;
  head(): JournalHead;
  /**
   * Appends the drafts in order, and the changes, in one transaction. Without drafts only the changes are written, as durably.
   * Changes that name the operations (where they lie, their hash) are made by a function, which is called inside the transaction.
   */
  append(drafts: readonly OperationDraft[], now: TrustedNow, changes: TillChanges | ((appended: readonly StoredOperation[]) => TillChanges)): StoredOperation[];
  /** The operations on this account after `afterSeq`, oldest first. */
  operationsOfAccount(accountId: string, afterSeq: number): StoredOperation[];
  /** `sale-committed`, `sale-cancelled`, `hold-released` and `return-committed` operations that name this sale, oldest first. */
  operationsOfSale(saleId: string): StoredOperation[];
  /** What was done to this card here after `afterSeq`, and what put it in another one's place, oldest first. */
  operationsOfCard(cardNumber: string, afterSeq: number): StoredOperation[];
  /** `sale-committed` operations with this receipt number, the newest first, at most `limit` */
  salesWithReceipt(receiptNumber: string, limit: number): StoredOperation[];
  /** Allowances of this account that the file's journals gave back, by id */
  returnedAllowances(accountId: string): ReadonlySet<string>;
  /** Operations that repairs of this till took out of its numbers: voided, or booked on another account; by id. A repair that lost takes nothing out. */
  undone(): ReadonlySet<string>;
  operation(seq: number): StoredOperation | undefined;
  /** What the sales after `afterSeq` used up, oldest first. Read from an index: the operations themselves are not touched. */
  countsAfter(afterSeq: number): { seq: number; counts: SaleCounts }[];
  /** What cancelled sales after `afterSeq` gave back, oldest first. */
  givenBackAfter(afterSeq: number): { seq: number; counts: SaleCounts }[];
  /** Under which id the operation `seq` is known: that of the journal which it was written in. */
  journalIdOf(seq: number): string;
  /**
   * The last own operation in a view of the centre that knows the journal `journalId` up to `seq`. The file may hold several journals, one after another:
   * a view that has nothing yet of one of them has what the centre acknowledged of those before it. 0 where the journal is none of this file's.
   */
  throughOf(journalId: string, seq: number): number;
  idempotentAnswer(client: string, key: string): IdempotentAnswer | undefined;
}

/** The disk would not take it. Nothing was changed; the caller may try again. */
export class JournalFault extends Error {
  override readonly name = 'JournalFault';
  readonly code: 'journal-disk-full' | 'journal-read-only' | 'journal-io' | 'journal-corrupt';
  constructor(code: JournalFault['code'], cause: unknown) {
    super(`the journal could not be written: ${code}`, { cause });
    this.code = code;
  }
}
