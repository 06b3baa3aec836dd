import { canonicalOperation } from '../../../agent/domain/operations/canonical-operation.ts';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { TrustedNow } from '../../../agent/ports/clock.ts';
import type { Journal, JournalHead, OperationDraft, TillChanges } from '../../../agent/ports/journal.ts';
import type { Queryable } from '../database/database.ts';
import { sha256Hex } from '../sha256-hex.ts';

/**
 * The journal of a web channel inside one transaction: what a use case appends is chained here and booked by whoever made it.
 * `head` is undefined where the channel's row is not locked: then nothing can be appended.
 */
export class WebJournal implements Journal {
  readonly journalId: string;
  readonly appended: StoredOperation[] = [];
  /** What the use case wants written with its operations */
  changes: TillChanges = {};
  readonly #head: JournalHead | undefined;
  readonly #ofSale: readonly StoredOperation[];

  constructor(journalId: string, head: JournalHead | undefined, ofSale: readonly StoredOperation[]) {
    this.journalId = journalId;
    this.#head = head;
    this.#ofSale = ofSale;
  }

  head(): JournalHead {
    return this.appended.at(-1) ?? this.#head ?? { seq: 0, hash: '' };
  }

  append(drafts: readonly OperationDraft[], now: TrustedNow, changes: TillChanges | ((appended: readonly StoredOperation[]) => TillChanges)): StoredOperation[] {
    if (drafts.length > 0 && this.#head === undefined) throw new Error(`the journal ${this.journalId} is not locked in this transaction`);
    const added: StoredOperation[] = [];
    for (const { opId, kind, schema, payload } of drafts) {
      const { seq, hash: prev } = this.head();
      const operation = chained(this.journalId, { seq: seq + 1, opId, kind, schema, ...now, payload: JSON.stringify(payload), prev });
      added.push(operation);
      this.appended.push(operation);
    }
    this.changes = { ...this.changes, ...(typeof changes === 'function' ? changes(added) : changes) };
    return added;
  }

  /** The accounts of the centre contain every operation. */
  operationsOfAccount(): StoredOperation[] {
    return [];
  }

  /** Nor does the centre's own view of a card lack one. */
  operationsOfCard(): StoredOperation[] {
    return [];
  }

  operationsOfSale(): StoredOperation[] {
    return [...this.#ofSale];
  }

  /** A web shop knows its sales by their ids. */
  salesWithReceipt(): [] {
    return [];
  }

  /** The centre has counted all that its journals used up. */
  countsAfter(): [] {
    return [];
  }

  givenBackAfter(): [] {
    return [];
  }

  /** A web shop has no allowances: it is never without the centre. */
  returnedAllowances(): ReadonlySet<string> {
    return new Set();
  }

  undone(): ReadonlySet<string> {
    return new Set();
  }

  operation(seq: number): StoredOperation | undefined {
    return this.appended.find((operation) => operation.seq === seq);
  }

  journalIdOf(): string {
    return this.journalId;
  }

  throughOf(): number {
    return this.head().seq;
  }

  idempotentAnswer(): undefined {
    return undefined;
  }
}

function chained(journalId: string, unhashed: Omit<StoredOperation, 'hash'>): StoredOperation {
  const { payload, ...fields } = unhashed;
  return { ...unhashed, hash: sha256Hex(canonicalOperation({ journalId, ...fields, payloadSha256: sha256Hex(payload) })) };
}

/** The journal's end, locked to the end of the transaction. */
export async function lockChannelJournal(tx: Queryable, journalId: string): Promise<JournalHead> {
  const rows = await tx.query<JournalHead>('SELECT seq, hash FROM journal WHERE journal_id = $1 FOR UPDATE', [journalId]);
  const head = rows[0];
  if (head === undefined) throw new Error(`journal ${journalId} has lost its row`);
  return head;
}

export async function moveChannelJournal(tx: Queryable, journal: WebJournal, nowMs: number): Promise<void> {
  const { seq, hash } = journal.head();
  await tx.query('UPDATE journal SET seq = $2, hash = $3, claimed_seq = $2, claimed_hash = $3, last_push_ms = $4 WHERE journal_id = $1', [journal.journalId, seq, hash, nowMs]);
}
