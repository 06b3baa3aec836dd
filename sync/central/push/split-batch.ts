import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { PushRequest, PushVerdict } from '../../protocol/messages.ts';
import type { Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';
import type { JournalPosition } from './journal-position.ts';

export interface SplitBatch {
  /** What the centre has already, with what it said of it */
  known: PushVerdict[];
  /** Continue the chain: to be applied */
  fresh: StoredOperation[];
  /** Another branch of the chain, from its first operation in this batch on */
  fork: StoredOperation[];
}

/**
 * Compares a batch with the chain that the centre has.
 * @throws ProblemError `journal-gap` with `expected`
 */
export async function splitBatch(tx: Queryable, push: PushRequest, position: JournalPosition): Promise<SplitBatch> {
  const { operations } = push;
  const stored = await readStored(tx, push, position);
  const known: PushVerdict[] = [];
  for (const [index, operation] of operations.entries()) {
    if (operation.seq > position.seq) {
      if (index === 0 && operation.seq > position.seq + 1 && !beginsJournal(operation, position)) return await outOfOrder(tx, push, position);
      const rest = operations.slice(index);
      return continues(operation, position) ? { known, fresh: rest, fork: [] } : { known, fresh: [], fork: rest };
    }
    const row = stored.get(operation.seq);
    if (row !== undefined && row.hash !== operation.hash) return { known, fresh: [], fork: operations.slice(index) };
    known.push(knownVerdict(operation.seq, row));
  }
  return { known, fresh: [], fork: [] };
}

interface StoredRow {
  seq: number;
  hash: string;
  verdict: 'applied' | 'waiting' | 'parked';
  reason: string | null;
}

async function readStored(tx: Queryable, push: PushRequest, position: JournalPosition): Promise<ReadonlyMap<number, StoredRow>> {
  const fromSeq = push.operations[0]?.seq ?? 0;
  if (fromSeq > position.seq) return new Map();
  const rows = await tx.query<StoredRow>(
    'SELECT seq, hash, verdict, reason FROM operation WHERE journal_id = $1 AND seq BETWEEN $2 AND $3',
    [push.journalId, fromSeq, push.operations.at(-1)?.seq ?? fromSeq],
  );
  return new Map(rows.map((row) => [row.seq, row]));
}

/** What is not simply applied is said again: the till may have missed the first answer. */
function knownVerdict(seq: number, row: StoredRow | undefined): PushVerdict {
  if (row === undefined || row.verdict === 'applied') return { seq, verdict: 'duplicate' };
  return { seq, verdict: row.verdict, ...(row.reason === null ? {} : { reason: row.reason }) };
}

function continues(operation: StoredOperation, position: JournalPosition): boolean {
  return operation.prev === position.hash || beginsJournal(operation, position);
}

/** A journal that continues another one begins with that one's last hash, and may go on with its numbers. */
function beginsJournal(operation: StoredOperation, position: JournalPosition): boolean {
  if (position.seq !== 0) return false;
  const read = readOperation(operation);
  const prior = read.ok && read.body.kind === 'journal-opened' ? read.body.payload.prior : undefined;
  return prior !== undefined && operation.prev === prior.hash && (operation.seq === 1 || operation.seq === prior.seq + 1);
}

/** Operations far ahead: of a branch that lies in quarantine already, or after a gap. */
async function outOfOrder(tx: Queryable, push: PushRequest, position: JournalPosition): Promise<SplitBatch> {
  const rows = await tx.query<{ seq: number }>('SELECT seq FROM quarantined_operation WHERE journal_id = $1 AND hash = $2', [
    push.journalId, push.operations[0]?.prev ?? '',
  ]);
  if (rows.length > 0) return { known: [], fresh: [], fork: push.operations };
  const expected = position.seq + 1;
  throw new ProblemError('journal-gap', `Operation ${expected} comes next in journal ${push.journalId}.`, { expected });
}
