import { readFileSync, writeFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { indexedKey } from '../../../agent/storage/journal/operation-index.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { saleDraft, sampleNow } from '../kit/samples.ts';
import { copyAsAfterCrash, newJournalPath, openTestJournal, tamper, withRawConnection } from '../kit/test-journal.ts';

interface Filled {
  marked: number[];
  indexedTo: number;
}

function filled(path: string): Filled {
  return withRawConnection(path, (db) => ({
    marked: db.prepare<[], number>('SELECT seq FROM operation WHERE is_indexed = 1 ORDER BY seq').pluck().all(),
    indexedTo: Number(db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(indexedKey)),
  }));
}

const upTo = (seq: number): Filled => ({ marked: Array.from({ length: seq }, (_, at) => at + 1), indexedTo: seq });

/** What of the sales `sale-1` … is found by its account, its sale and its receipt. */
function foundIn(store: ReturnType<typeof openTestJournal>, sales: number): unknown[] {
  const { journal, reader, accountEvents } = store;
  return Array.from({ length: sales }, (_, at) => `sale-${at + 1}`).map((saleId) => [
    journal.operationsOfAccount(saleId, 0).length, journal.operationsOfSale(saleId).length, journal.salesWithReceipt(`Чек №${saleId} ұзақ`, 9).length,
    reader.newest({ fromSeq: 999, accountIds: [saleId, 'nobody'], limit: 9 }).length, accountEvents.since(saleId, 0).length,
  ]);
}

const allFound = (sales: number): unknown[] => Array.from({ length: sales }, () => [1, 1, 1, 1, 1]);

function sell(store: ReturnType<typeof openTestJournal>, from: number, to: number): void {
  for (let sale = from; sale <= to; sale += 1) store.journal.append([saleDraft({ saleId: `sale-${sale}`, accountId: `sale-${sale}` })], sampleNow, {});
}

describe('the indexes that are filled behind the commit', () => {
  it('take in what has come once it is enough, and all of it at an opening; each operation is found before and after, once', () => {
    const path = newJournalPath();
    const store = openTestJournal(path, { tailOperations: 4 });
    sell(store, 1, 3);
    expect(filled(path)).toEqual(upTo(1));
    expect(foundIn(store, 3)).toEqual(allFound(3));
    sell(store, 4, 4);
    expect(filled(path)).toEqual(upTo(5));
    sell(store, 5, 6);
    expect(filled(path)).toEqual(upTo(5));
    expect(foundIn(store, 6)).toEqual(allFound(6));
    const again = openTestJournal(copyAsAfterCrash(path), { tailOperations: 4 });
    expect(foundIn(again, 6)).toEqual(allFound(6));
    store.close();
    openTestJournal(path);
    expect(filled(path)).toEqual(upTo(7));
  });

  it('take in what waits between other events, a few at a time, once many wait', async () => {
    const path = newJournalPath();
    const store = openTestJournal(path, { tailOperations: 1_000 });
    sell(store, 1, 255);
    await nextTurn();
    expect(filled(path)).toEqual(upTo(1));
    sell(store, 256, 256);
    expect(filled(path)).toEqual(upTo(1));
    await nextTurn();
    expect(filled(path)).toEqual(upTo(33));
    expect(foundIn(store, 60)).toEqual(allFound(60));
    for (let turn = 0; turn < 7; turn += 1) await nextTurn();
    expect(filled(path)).toEqual(upTo(257));
  });

  it('leave what waits when the journal is closed', async () => {
    const path = newJournalPath();
    const store = openTestJournal(path, { tailOperations: 1_000 });
    sell(store, 1, 256);
    store.close();
    await nextTurn();
    expect(filled(path)).toEqual(upTo(1));
  });

  it('count no operations that came in one append apart', () => {
    const path = newJournalPath();
    const store = openTestJournal(path, { tailOperations: 2 });
    store.journal.append(['a', 'b', 'c'].map((saleId) => saleDraft({ saleId })), sampleNow, {});
    expect(filled(path)).toEqual(upTo(4));
  });

  it('find what an older release has put into them beyond their end, and go on behind it', () => {
    const path = newJournalPath();
    const store = openTestJournal(path, { tailOperations: 99 });
    sell(store, 1, 3);
    // As it stands there when that release has written: marked by the default of the column.
    tamper(path, 'UPDATE operation SET is_indexed = 1 WHERE seq = 4');
    expect(filled(path)).toEqual({ marked: [1, 4], indexedTo: 1 });
    expect(foundIn(store, 3)).toEqual(allFound(3));
    store.close();
    expect(foundIn(openTestJournal(path), 3)).toEqual(allFound(3));
    expect(filled(path)).toEqual(upTo(4));
    expect(verifyJournal(path)).toMatchObject({ ok: true });
  });

  it('stay behind where SQLite refuses, which is no fault of what was committed, and catch up with the next operation', () => {
    const path = newJournalPath();
    const store = openTestJournal(path, { tailOperations: 2 });
    withRawConnection(path, (db) => db.exec(`CREATE TRIGGER refuses BEFORE UPDATE OF is_indexed ON operation BEGIN SELECT RAISE(FAIL, 'refused'); END`));
    sell(store, 1, 5);
    expect(filled(path)).toEqual(upTo(1));
    expect(foundIn(store, 5)).toEqual(allFound(5));
    withRawConnection(path, (db) => db.exec('DROP TRIGGER refuses'));
    sell(store, 6, 6);
    expect(filled(path)).toEqual(upTo(7));
    expect(foundIn(store, 6)).toEqual(allFound(6));
  });

  it('refuse the next operation where they are damaged, until a start looks at the whole file', () => {
    const path = newJournalPath();
    const store = openTestJournal(path, { tailOperations: 99 });
    sell(store, 1, 2);
    store.close();
    destroyIndex(path, 'operation_by_sale');
    const damaged = openTestJournal(path, { tailOperations: 99 });
    expect(damaged.journal.operation(3)).toBeDefined();
    expect(() => sell(damaged, 3, 3)).toThrow(expect.objectContaining({ name: 'JournalFault', code: 'journal-corrupt' }));
    expect(damaged.journal.head().seq).toBe(3);
  });

  it.each([
    ['a mark taken from an operation that they hold', 'UPDATE operation SET is_indexed = 0 WHERE seq = 3', { seq: 3, reason: 'payload-changed' }],
    ['another mark than there is', 'UPDATE operation SET is_indexed = 7 WHERE seq = 3', { seq: 3, reason: 'payload-changed' }],
    ['an end that was moved beyond what they hold', `UPDATE meta SET value = '5' WHERE key = '${indexedKey}'`, { seq: 4, reason: 'payload-changed' }],
  ])('%s is found by a verification', (_, sql, firstBreak) => {
    const path = newJournalPath();
    const store = openTestJournal(path, { tailOperations: 2 });
    sell(store, 1, 2);
    store.close();
    const again = openTestJournal(path, { tailOperations: 99 });
    sell(again, 3, 4);
    again.close();
    tamper(path, sql);
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak });
  });
});

function destroyIndex(path: string, name: string): void {
  const { size, root } = withRawConnection(path, (db) => ({
    size: Number(db.pragma('page_size', { simple: true })),
    root: db.prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name) ?? 0,
  }));
  const bytes = readFileSync(path);
  bytes.fill(0xff, (root - 1) * size, (root - 1) * size + 12);
  writeFileSync(path, bytes);
}
