import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { JournalFault } from '../../../agent/ports/journal.ts';
import { createLogDoubt } from '../../../agent/storage/journal/log-doubt.ts';
import { saleDraft, saleRecord, sampleNow } from '../kit/samples.ts';
import { newJournalPath, openTestJournal } from '../kit/test-journal.ts';

function logBytes(path: string): number {
  return statSync(`${path}-wal`).size;
}

/** Another process that keeps the file locked longer than the till waits: for the journal, a disk that does not answer. */
function whileLocked(path: string, work: () => void): void {
  const other = new Database(path);
  other.exec('BEGIN IMMEDIATE');
  try {
    work();
  } finally {
    other.exec('ROLLBACK');
    other.close();
  }
}

describe('after a write that failed', () => {
  const open = () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    onTestFinished(() => store.close());
    const append = (saleId: string) => store.journal.append([saleDraft({ saleId })], sampleNow, { sale: saleRecord(saleId, 'committed') });
    for (let sale = 0; sale < 20; sale += 1) append(`before-${sale}`);
    return { path, store, append };
  };

  it('the next operation is answered from a log that was begun anew', () => {
    const { path, append } = open();
    const before = logBytes(path);
    whileLocked(path, () => expect(() => append('refused')).toThrow(JournalFault));
    append('after');
    expect(logBytes(path)).toBeLessThan(before);
  });

  it('so it is after a draft that failed', () => {
    const { path, store, append } = open();
    const before = logBytes(path);
    whileLocked(path, () => store.sales.save(saleRecord('draft', 'priced')));
    append('after');
    expect(logBytes(path)).toBeLessThan(before);
  });

  it('without one the log goes on', () => {
    const { path, append } = open();
    const before = logBytes(path);
    append('after');
    expect(logBytes(path)).toBeGreaterThanOrEqual(before);
  });

  it('nothing is answered while a reader keeps the log, and all is once it has gone', () => {
    const { path, store, append } = open();
    whileLocked(path, () => expect(() => append('refused')).toThrow(JournalFault));
    const reader = new Database(path, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM operation').get();
    expect(() => append('meanwhile')).toThrow(JournalFault);
    reader.exec('COMMIT');
    reader.close();
    const { seq } = store.journal.head();
    append('after');
    expect(store.journal.head().seq).toBe(seq + 1);
  });
});

it('a fault that is not of the disk raises no doubt', () => {
  const db = new Database(':memory:');
  onTestFinished(() => void db.close());
  const doubt = createLogDoubt(db);
  expect(() => doubt.noted(() => db.exec('no statement'))).toThrow(Database.SqliteError);
  let checkpoints = 0;
  db.pragma = () => { checkpoints += 1; return []; };
  doubt.settle();
  expect(checkpoints).toBe(0);
});
