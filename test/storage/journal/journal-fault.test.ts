import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { JournalFault } from '../../../agent/ports/journal.ts';
import { asJournalFault, guarded } from '../../../agent/storage/journal/journal-fault.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { idempotentAnswer, returnRecord, saleDraft, saleRecord, sampleNow } from '../kit/samples.ts';
import { newJournalPath, openTestJournal, withRawConnection } from '../kit/test-journal.ts';

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return error instanceof JournalFault ? error.code : String(error);
  }
  return undefined;
}

describe('a disk fault', () => {
  it.each([
    ['SQLITE_FULL', 'journal-disk-full'], ['SQLITE_READONLY', 'journal-read-only'], ['SQLITE_READONLY_DBMOVED', 'journal-read-only'], ['SQLITE_IOERR_FSYNC', 'journal-io'],
    ['SQLITE_IOERR_WRITE', 'journal-io'], ['SQLITE_CANTOPEN', 'journal-io'], ['SQLITE_BUSY', 'journal-io'], ['SQLITE_CORRUPT_INDEX', 'journal-corrupt'], ['SQLITE_NOTADB', 'journal-corrupt'],
  ])('%s is the fault %s with its cause', (sqlite, code) => {
    const cause = new Database.SqliteError('it failed', sqlite);
    expect(asJournalFault(cause)).toMatchObject({ name: 'JournalFault', code, cause });
  });

  it.each([new Database.SqliteError('twice', 'SQLITE_CONSTRAINT_UNIQUE'), new TypeError('a bug')])('is not made of %s', (error) => {
    expect(() => guarded(() => {
      throw error;
    })).toThrow(error);
  });

  it('of a full disk changes nothing, again and again, and the same store goes on once there is room', () => {
    const path = newJournalPath();
    openTestJournal(path).close();
    const pages = withRawConnection(path, (db) => Number(db.pragma('page_count', { simple: true })));
    const full = openTestJournal(path, { maxPages: pages + 12 });
    const append = (sale: number): unknown => full.journal.append([saleDraft({ saleId: `sale-${sale}` })], sampleNow, {
      sale: saleRecord(`sale-${sale}`, 'committed'), idempotent: idempotentAnswer(`k-${sale}`, { answer: 'x'.repeat(3_000) }),
    });
    let sale = 1;
    while (codeOf(() => append(sale)) === undefined) sale += 1;
    const { seq, hash } = full.journal.head();

    expect(codeOf(() => append(sale))).toBe('journal-disk-full');
    expect(codeOf(() => full.returns.save({ ...returnRecord('big', 'quoted'), requestHash: 'x'.repeat(60_000) }))).toBe('journal-disk-full');
    expect(codeOf(() => full.meta.set('big', 'x'.repeat(60_000)))).toBe('journal-disk-full');
    expect(full.journal.head()).toEqual({ seq, hash });
    expect(full.journal.idempotentAnswer('front', `k-${sale}`)).toBeUndefined();
    expect(full.sales.find(`sale-${sale}`)).toBeUndefined();
    full.close();

    const roomy = openTestJournal(path);
    expect(roomy.journal.head()).toEqual({ seq, hash });
    roomy.journal.append([saleDraft({ saleId: 'later' })], sampleNow, {});
    expect(verifyJournal(path)).toMatchObject({ ok: true, headSeq: seq + 1 });
  });

  it('of a file that somebody else keeps locked is a fault, and over when they let go', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    withRawConnection(path, (db) => {
      db.exec('BEGIN IMMEDIATE');
      expect(codeOf(() => store.journal.append([saleDraft({ saleId: 'a' })], sampleNow, {}))).toBe('journal-io');
      db.exec('ROLLBACK');
    });
    store.journal.append([saleDraft({ saleId: 'a' })], sampleNow, {});
    expect(verifyJournal(path)).toMatchObject({ ok: true, headSeq: 2 });
  });
});
