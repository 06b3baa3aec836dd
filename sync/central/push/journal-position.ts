import { genesisHash } from '../../../agent/domain/operations/operation.ts';
import type { PushRequest } from '../../protocol/messages.ts';
import type { Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';
import type { Till } from '../tills.ts';

export interface JournalPosition {
  /** The last operation that the centre has; 0 and the genesis hash where it has none */
  seq: number;
  hash: string;
}

/** @throws ProblemError `journal-of-another-till` */
export async function readPosition(db: Queryable, till: Till, journalId: string): Promise<JournalPosition & { epoch: string }> {
  const rows = await db.query<{ epoch: string; seq: number | null; hash: string | null; till_id: string | null }>(
    "SELECT m.value AS epoch, j.seq, j.hash, j.till_id FROM meta m LEFT JOIN journal j ON j.journal_id = $1 WHERE m.key = 'epoch'",
    [journalId],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('the database has lost its epoch');
  const { epoch, seq, hash } = row;
  if (seq === null || hash === null || row.till_id === null) return { epoch, seq: 0, hash: genesisHash };
  assertOwner(row.till_id, till, journalId);
  return { epoch, seq, hash };
}

/**
 * The journal's row, locked to the end of the transaction: two pushes of one journal go one after another. A new journal becomes this till's.
 * The lock leaves the key to others: an allowance that names the journal is written under its account's lock, which comes later in the order of locks.
 * @throws ProblemError `journal-of-another-till`
 */
export async function lockJournal(tx: Queryable, till: Till, push: PushRequest, nowMs: number): Promise<JournalPosition & { epoch: string }> {
  const { journalId, head } = push;
  const row = (await lockKnown(tx, journalId)) ?? (await beginJournal());
  assertOwner(row.till_id, till, journalId);
  return { epoch: row.epoch, seq: row.seq, hash: row.hash };

  async function beginJournal(): Promise<LockedRow> {
    await tx.query(
      `INSERT INTO journal (journal_id, till_id, seq, hash, claimed_seq, claimed_hash, last_push_ms) VALUES ($1, $2, 0, $3, $4, $5, $6)
       ON CONFLICT (journal_id) DO NOTHING`,
      [journalId, till.tillId, genesisHash, head.seq, head.hash, nowMs],
    );
    const begun = await lockKnown(tx, journalId);
    if (begun === undefined) throw new Error(`journal ${journalId} vanished under its lock`);
    return begun;
  }
}

interface LockedRow extends JournalPosition {
  till_id: string;
  epoch: string;
}

async function lockKnown(tx: Queryable, journalId: string): Promise<LockedRow | undefined> {
  const rows = await tx.query<LockedRow>(
    "SELECT j.seq, j.hash, j.till_id, m.value AS epoch FROM journal j JOIN meta m ON m.key = 'epoch' WHERE j.journal_id = $1 FOR NO KEY UPDATE OF j",
    [journalId],
  );
  return rows[0];
}

/** Moves the position to the last operation that is taken, and keeps what the till says of its end. */
export async function moveJournal(tx: Queryable, push: PushRequest, { seq, hash }: JournalPosition, nowMs: number): Promise<void> {
  await tx.query('UPDATE journal SET seq = $2, hash = $3, claimed_seq = $4, claimed_hash = $5, last_push_ms = $6 WHERE journal_id = $1', [
    push.journalId, seq, hash, push.head.seq, push.head.hash, nowMs,
  ]);
}

function assertOwner(ownerId: string, till: Till, journalId: string): void {
  if (ownerId === till.tillId) return;
  throw new ProblemError('journal-of-another-till', `Journal ${journalId} was not written by till ${till.tillId}.`);
}
