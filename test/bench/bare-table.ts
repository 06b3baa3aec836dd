import Database from 'better-sqlite3';
import type { OperationDraft } from '../../agent/ports/journal.ts';
import { checkpointPages } from '../../agent/storage/journal/open-journal.ts';
import { keysOf } from '../../agent/storage/journal/operation-keys.ts';
import type { StoredOperation } from '../../agent/domain/operations/operation.ts';

/** A table that better-sqlite3 writes to with nothing of ours between: WAL, `synchronous=FULL`, one row a transaction. */
export interface BareTable {
  /** Commits the operation's row. The payload's text is made here, because a row cannot be written without it. */
  commit: (row: StoredOperation, payload: OperationDraft['payload']) => void;
  close: () => void;
}

const columns = 'seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash, account_id, sale_id, receipt_number, counts, is_indexed';

/** The journal's own table with its indexes and triggers, in a copy of its file as it is now. */
export function copyOfJournal(journalFile: string, path: string): BareTable {
  const journal = new Database(journalFile, { readonly: true });
  journal.prepare('VACUUM INTO ?').run(path);
  journal.close();
  return open(path);
}

/** The same columns without an index, a rule or a trigger. */
export function plainTable(path: string): BareTable {
  const db = new Database(path);
  db.exec('CREATE TABLE operation (seq INTEGER PRIMARY KEY, op_id TEXT, kind TEXT, schema INTEGER, at_ms INTEGER, wall_ms INTEGER, clock TEXT, payload TEXT, prev TEXT, hash TEXT, account_id TEXT, sale_id TEXT, receipt_number TEXT, counts TEXT, is_indexed INTEGER)');
  db.close();
  return open(path);
}

function open(path: string): BareTable {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  const insert = db.prepare(`INSERT INTO operation (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`);
  return {
    commit: ({ seq, opId, kind, schema, atMs, wallMs, clock, prev, hash }, payload) => {
      const { accountId, saleId, receiptNumber, counts } = keysOf(payload);
      insert.run(seq, opId, kind, schema, atMs, wallMs, clock, JSON.stringify(payload), prev, hash, accountId, saleId, receiptNumber, counts);
    },
    close: () => db.close(),
  };
}
