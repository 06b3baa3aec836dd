import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JournalFileError } from '../../../agent/storage/journal/journal-file-error.ts';
import { chain } from '../../../agent/storage/journal/operation-log.ts';
import { createOperationWriter } from '../../../agent/storage/journal/operation-writer.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { saleDraft, sampleNow } from '../kit/samples.ts';
import { tempFolder } from '../kit/temp-folder.ts';
import { copyAsAfterCrash, identity, newJournalPath, openTestJournal, tamper, withRawConnection } from '../kit/test-journal.ts';

/** A closed journal of seven operations: its opening and six sales. */
function closedJournal(): string {
  const path = newJournalPath();
  const store = openTestJournal(path);
  for (let sale = 1; sale <= 6; sale += 1) store.journal.append([saleDraft({ saleId: `sale-${sale}`, accountId: `a${sale}` })], sampleNow, {});
  store.close();
  return path;
}

/** Changes one bit in the file: in the last byte of `text`, wherever it stands (SQLite leaves stale copies in the unused part of its pages). */
function flipBit(path: string, text: string): void {
  const bytes = readFileSync(path);
  expect(bytes.includes(text)).toBe(true);
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text)) {
    const last = at + Buffer.byteLength(text) - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 0x01;
  }
  writeFileSync(path, bytes);
}

describe('verifyJournal', () => {
  it('says of a whole journal what its end is, while it is in use and afterwards', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    store.journal.append([saleDraft({ saleId: 'a' }), saleDraft({ saleId: 'b' })], sampleNow, {});
    const whole = { ok: true, journalId: store.journal.journalId, operations: 3, headSeq: 3, headHash: store.journal.head().hash };
    expect(verifyJournal(path)).toEqual(whole);
    store.close();
    expect(verifyJournal(path)).toEqual(whole);
  });

  it.each([
    ['a changed payload', `UPDATE operation SET payload = replace(payload, '50000', '50001') WHERE seq = 4`, { seq: 4, reason: 'payload-changed' }],
    ['a changed payload of the last operation', `UPDATE operation SET payload = '{}' WHERE seq = 7`, { seq: 7, reason: 'payload-changed' }],
    ['a changed time', 'UPDATE operation SET at_ms = at_ms + 1 WHERE seq = 2', { seq: 2, reason: 'payload-changed' }],
    ['a changed hash', `UPDATE operation SET hash = '${'cd'.repeat(32)}' WHERE seq = 3`, { seq: 3, reason: 'hash-mismatch' }],
    ['a changed link', `UPDATE operation SET prev = '${'cd'.repeat(32)}' WHERE seq = 5`, { seq: 5, reason: 'prev-mismatch' }],
    ['an operation taken out', 'DELETE FROM operation WHERE seq = 4', { seq: 4, reason: 'seq-gap' }],
    ['the first operation taken out', 'DELETE FROM operation WHERE seq = 1', { seq: 1, reason: 'seq-gap' }],
    ['an end cut off', 'DELETE FROM operation WHERE seq > 5', { seq: 6, reason: 'seq-gap' }],
    ['another journal id', `UPDATE journal SET journal_id = 'other'`, { seq: 1, reason: 'payload-changed' }],
  ])('names %s', (_, sql, expected) => {
    const path = closedJournal();
    tamper(path, sql);
    const report = verifyJournal(path);
    expect(report.ok).toBe(false);
    expect(report.firstBreak).toMatchObject(expected);
    expect(report.headSeq).toBeLessThan(expected.seq === 6 ? 6 : expected.seq);
  });

  it('walks on into the next journal of the same file, which the till goes on with', () => {
    const path = closedJournal();
    const { journalId, headSeq, headHash } = verifyJournal(path);
    const opened = chain('journal-2', { seq: headSeq, hash: headHash }, [{ opId: 'second', kind: 'journal-opened', schema: 1, payload: { ...identity, prior: { journalId, seq: headSeq, hash: headHash } } }], sampleNow);
    withRawConnection(path, (db) => {
      db.prepare(`INSERT INTO journal (journal_id, from_seq, opened_at_ms, prior_journal_id, prior_seq, prior_hash) VALUES ('journal-2', 8, 0, ?, ?, ?)`).run(journalId, headSeq, headHash);
      for (const one of opened) createOperationWriter(db)(one);
    });
    expect(verifyJournal(path)).toMatchObject({ ok: true, journalId: 'journal-2', operations: 8 });
    const store = openTestJournal(path);
    expect(store.journal.journalId).toBe('journal-2');
    store.journal.append([saleDraft({ saleId: 'a' })], sampleNow, {});
    store.close();
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: 9 });
    tamper(path, 'UPDATE journal SET from_seq = 7 WHERE from_seq = 8');
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq: 7, reason: 'payload-changed' } });
  });

  it('changes neither the file that a crash left nor its log', () => {
    const open = newJournalPath();
    openTestJournal(open).journal.append([saleDraft({ saleId: 'a' })], sampleNow, {});
    const path = copyAsAfterCrash(open);
    const bytes = (): Buffer[] => [path, `${path}-wal`].map((file) => readFileSync(file));
    const before = bytes();
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: 2 });
    expect(bytes().every((now, at) => before[at]?.equals(now))).toBe(true);
  });

  it('names the first of several breaks', () => {
    const path = closedJournal();
    tamper(path, `UPDATE operation SET payload = '{}' WHERE seq IN (3, 6)`);
    expect(verifyJournal(path).firstBreak).toMatchObject({ seq: 3, reason: 'payload-changed' });
  });

  it('notices one flipped bit of a payload in the file', () => {
    const path = closedJournal();
    flipBit(path, 'ек №sale-3 ұзақ"},"time');
    expect(verifyJournal(path)).toMatchObject({ ok: false, headSeq: 3, firstBreak: { seq: 4, reason: 'payload-changed' } });
  });

  it('notices a chain that was forged whole after the centre had acknowledged it', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    store.journal.append([saleDraft({ saleId: 'a' })], sampleNow, {});
    store.outbox.settle({ epoch: 'e1', seq: 2, hash: 'cd'.repeat(32) }, []);
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq: 2, reason: 'hash-mismatch', detail: expect.stringContaining('acknowledged') } });
  });

  it('notices an end that is missing although the centre has acknowledged it', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    store.outbox.settle({ epoch: 'e1', seq: 5, hash: 'cd'.repeat(32) }, []);
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq: 2, reason: 'seq-gap', detail: expect.stringContaining('acknowledged') } });
  });

  it('notices damage outside the operations', () => {
    const path = closedJournal();
    const page = withRawConnection(path, (db) => ({
      size: Number(db.pragma('page_size', { simple: true })),
      root: db.prepare<[], number>(`SELECT rootpage FROM sqlite_schema WHERE name = 'operation_by_sale'`).pluck().get() ?? 0,
    }));
    const bytes = readFileSync(path);
    bytes.fill(0xff, (page.root - 1) * page.size + 1, (page.root - 1) * page.size + 12);
    writeFileSync(path, bytes);
    expect(verifyJournal(path)).toMatchObject({ ok: false, operations: 7, headSeq: 7, firstBreak: { seq: 0, reason: 'unreadable' } });
  });

  /** A closed journal of 61 operations, and what destroys the page on which sale 40 lies. */
  function journalOfManyPages(): { path: string; destroyPage: () => void } {
    const path = newJournalPath();
    const store = openTestJournal(path);
    for (let sale = 1; sale <= 60; sale += 1) store.journal.append([saleDraft({ saleId: `sale-${sale}` })], sampleNow, {});
    store.close();
    const destroyPage = (): void => {
      const bytes = readFileSync(path);
      const pageSize = bytes.readUInt16BE(16);
      const page = Math.floor(bytes.indexOf(Buffer.from('"number":"Чек №sale-40 ')) / pageSize);
      bytes.fill(0xff, page * pageSize, page * pageSize + 8);
      writeFileSync(path, bytes);
    };
    return { path, destroyPage };
  }

  it('names the operation at which the file can no longer be read', () => {
    const { path, destroyPage } = journalOfManyPages();
    destroyPage();
    const { firstBreak, headSeq, ok, operations } = verifyJournal(path);
    expect(ok).toBe(false);
    expect(firstBreak).toMatchObject({ reason: 'unreadable', seq: headSeq + 1 });
    expect(operations).toBe(headSeq);
    expect(headSeq).toBeGreaterThan(20);
    expect(headSeq).toBeLessThan(41);
  });

  it('names a changed operation before the damage, even the very last that can be read', () => {
    const { path, destroyPage } = journalOfManyPages();
    const intact = readFileSync(path);
    destroyPage();
    const { headSeq } = verifyJournal(path);
    writeFileSync(path, intact);
    tamper(path, `UPDATE operation SET payload = replace(payload, '50000', '50001') WHERE seq = ?`, headSeq);
    destroyPage();
    expect(verifyJournal(path)).toMatchObject({ headSeq: headSeq - 1, firstBreak: { seq: headSeq, reason: 'payload-changed' } });
  });

  it.each<[string, string, (path: string) => void]>([
    ['a file that is not there', 'journal-missing', () => undefined],
    ['a text', 'journal-not-a-database', (path) => writeFileSync(path, 'not a database, but a text that is long enough to be looked at as one '.repeat(40))],
    ['an empty file', 'journal-not-ours', (path) => writeFileSync(path, '')],
    ['a journal that needs a newer reader', 'journal-too-new', (path) => {
      openTestJournal(path).close();
      tamper(path, 'UPDATE schema_version SET min_reader_version = 900');
    }],
    ['a database of somebody else', 'journal-not-ours', (path) => withRawConnection(path, (db) => db.exec('CREATE TABLE customer (name TEXT)'))],
  ])('refuses %s with %s', (_, code, prepare) => {
    const path = join(tempFolder(), 'journal.db');
    prepare(path);
    expect(() => verifyJournal(path)).toThrow(JournalFileError);
    expect(() => verifyJournal(path)).toThrow(expect.objectContaining({ code }));
  });
});
