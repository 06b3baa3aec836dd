import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JournalFileError } from '../../../agent/storage/journal/journal-file-error.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { idempotentAnswer, saleDraft, saleRecord, sampleNow, startMs } from '../kit/samples.ts';
import { copyAsAfterCrash, identity, newJournalPath, openTestJournal, tamper, withRawConnection } from '../kit/test-journal.ts';
import { storedOperations } from '../../kit/stored-operations.ts';

describe('a new journal', () => {
  it('begins with an operation that names the till, and is readable by its owner alone', () => {
    const path = newJournalPath();
    const store = openTestJournal(path, { now: () => ({ atMs: 5, wallMs: 6, clock: 'estimated' }) });
    const [opened, ...others] = storedOperations(store.outbox.read(0, 10));
    expect(others).toEqual([]);
    expect(opened).toMatchObject({ seq: 1, kind: 'journal-opened', schema: 1, atMs: 5, wallMs: 6, clock: 'estimated', prev: '0'.repeat(64) });
    expect(JSON.parse(opened?.payload ?? '')).toEqual(identity);
    expect(store.outbox.journalId).toBe(store.journal.journalId);
    expect(statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  });

  it('asks for the time with its own memory of trusted time at hand', () => {
    const path = newJournalPath();
    const first = openTestJournal(path);
    first.meta.set('trustedTime', '42');
    first.close();
    let remembered: string | undefined;
    openTestJournal(path, { now: (meta) => {
      remembered = meta.get('trustedTime');
      return sampleNow;
    } });
    expect(remembered).toBe('42');
  });

  it('is created anew where a crash cut its very creation off, with a rollback journal beside the first pages', () => {
    const path = newJournalPath();
    const cutOff = newJournalPath();
    withRawConnection(path, (db) => {
      // Pages reach the file before the commit once they do not fit into memory.
      db.pragma('cache_size = 1');
      db.exec(`BEGIN; CREATE TABLE half (text TEXT); INSERT INTO half SELECT hex(randomblob(3000)) FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9))`);
      for (const suffix of ['', '-journal']) copyFileSync(path + suffix, cutOff + suffix);
    });
    expect(statSync(cutOff).size).toBeGreaterThan(0);
    expect(openTestJournal(cutOff).journal.head().seq).toBe(1);
    expect(verifyJournal(cutOff)).toMatchObject({ ok: true, operations: 1 });
  });

  it('is created in an empty file too', () => {
    const path = newJournalPath();
    writeFileSync(path, '');
    expect(openTestJournal(path).journal.head().seq).toBe(1);
  });
});

describe('an existing journal', () => {
  it('goes on under its id where it ended', () => {
    const path = newJournalPath();
    const first = openTestJournal(path);
    first.journal.append([saleDraft({ saleId: 'a' })], sampleNow, {});
    const { journalId } = first.journal;
    const head = first.journal.head();
    first.close();
    const second = openTestJournal(path);
    expect(second.journal.journalId).toBe(journalId);
    expect(second.journal.head()).toEqual(head);
    second.journal.append([saleDraft({ saleId: 'b' })], sampleNow, {});
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: 3 });
  });

  it('opens after a crash even where nothing can be written to it just now, and reads', () => {
    const open = newJournalPath();
    openTestJournal(open).journal.append([saleDraft({ saleId: 'a' })], sampleNow, { sale: saleRecord('a', 'committed') });
    const path = copyAsAfterCrash(open);
    withRawConnection(path, (db) => {
      db.exec('BEGIN IMMEDIATE');
      const store = openTestJournal(path);
      expect(store.journal.head().seq).toBe(2);
      expect(store.sales.find('a')).toEqual(saleRecord('a', 'committed'));
    });
  });

  it('is closed again when its opening fails', () => {
    const path = newJournalPath();
    openTestJournal(path).close();
    expect(() => openTestJournal(path, { now: () => {
      throw new Error('no time');
    } })).toThrow('no time');
    // SQLite deletes it with the last connection.
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it('tells how durable it is by asking SQLite', () => {
    expect(openTestJournal(newJournalPath()).durability()).toEqual({ synchronous: 'full', journalMode: 'wal' });
  });

  it('puts held sales in doubt, and only those', () => {
    const store = openTestJournal(newJournalPath());
    const cover = { points: 300, sinceRevision: 2, hold: { holdId: 'h', points: 300, expiresAtMs: startMs + 1 } };
    store.sales.save(saleRecord('held', 'held', { cover, revision: 4 }));
    store.sales.save(saleRecord('priced', 'priced'));
    store.journal.append([saleDraft({ saleId: 'committed' })], sampleNow, { sale: saleRecord('committed', 'committed') });
    expect(store.markHeldSalesInDoubt(startMs + 99)).toBe(1);
    expect(store.sales.find('held')).toEqual(saleRecord('held', 'in-doubt', { cover, revision: 4, updatedAtMs: startMs + 99 }));
    expect(store.sales.list(['in-doubt'], 10).map((sale) => sale.saleId)).toEqual(['held']);
    expect(store.sales.find('priced')).toEqual(saleRecord('priced', 'priced'));
    expect(store.sales.find('committed')).toEqual(saleRecord('committed', 'committed'));
    expect(store.markHeldSalesInDoubt(startMs + 100)).toBe(0);
  });

  it('forgets idempotent answers after thirty days', () => {
    const path = newJournalPath();
    const day = 24 * 3_600_000;
    const first = openTestJournal(path);
    first.journal.append([], sampleNow, { idempotent: idempotentAnswer('old', { atMs: startMs - 31 * day }) });
    first.journal.append([], sampleNow, { idempotent: idempotentAnswer('young', { atMs: startMs - 29 * day }) });
    first.close();
    const second = openTestJournal(path);
    expect(second.journal.idempotentAnswer('front', 'old')).toBeUndefined();
    expect(second.journal.idempotentAnswer('front', 'young')?.answer).toBe('{"key":"young"}');
  });
});

describe('a journal that this release cannot use', () => {
  function grown(): string {
    const path = newJournalPath();
    const store = openTestJournal(path);
    for (let sale = 1; sale <= 4; sale += 1) store.journal.append([saleDraft({ saleId: `sale-${sale}` })], sampleNow, {});
    // With no clean mark of its end.
    const crashed = copyAsAfterCrash(path);
    withRawConnection(crashed, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
    return crashed;
  }

  it.each<[string, string, number | undefined, (path: string) => void]>([
    ['needs a newer reader', 'journal-too-new', undefined, (path) => tamper(path, 'UPDATE schema_version SET schema_version = 900, min_reader_version = 900')],
    ['has a changed operation after the last clean mark', 'journal-chain-broken', 4, (path) => tamper(path, `UPDATE operation SET payload = '{}' WHERE seq = 4`)],
    ['has lost an operation after the last clean mark', 'journal-chain-broken', 3, (path) => tamper(path, 'DELETE FROM operation WHERE seq = 3')],
    ['has lost its end, which was there at the last clean mark', 'journal-chain-broken', 5, (path) => {
      openTestJournal(path).close();
      tamper(path, 'DELETE FROM operation WHERE seq = 5');
    }],
    ['is no database', 'journal-not-a-database', undefined, (path) => writeFileSync(path, 'x'.repeat(8_192))],
    ['is a database of somebody else', 'journal-not-ours', undefined, (path) => tamper(path, 'DROP TABLE schema_version')],
    ['is damaged', 'journal-corrupt', undefined, (path) => writeFileSync(path, readFileSync(path).fill(0xff, 100, 4_096))],
  ])('is refused where it %s, and left as it lies', (_, code, seq, prepare) => {
    const path = grown();
    prepare(path);
    const before = readFileSync(path);
    let refusal: unknown;
    try {
      openTestJournal(path);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(JournalFileError);
    expect(refusal).toMatchObject({ code, seq });
    expect(String(refusal)).toContain(seq === undefined ? path : `operation ${seq}`);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each<[string, (path: string) => void]>([
    ['is missing', (path) => rmSync(path)],
    ['is empty', (path) => truncateSync(path)],
  ])('is refused where its main file %s, and the log beside it, with the last operations, is left as it lies', (_, lose) => {
    const open = newJournalPath();
    openTestJournal(open).journal.append([saleDraft({ saleId: 'only in the log' })], sampleNow, {});
    const path = copyAsAfterCrash(open);
    const main = readFileSync(path);
    const log = readFileSync(`${path}-wal`);
    lose(path);
    for (const look of [openTestJournal, verifyJournal]) expect(() => look(path)).toThrow(expect.objectContaining({ code: 'journal-corrupt' }));
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true);
    writeFileSync(path, main);
    expect(openTestJournal(path).journal.head().seq).toBe(2);
  });

  it('is opened, and its version kept, where it is newer but lets this release read it', () => {
    const path = grown();
    tamper(path, 'UPDATE schema_version SET schema_version = 900');
    const store = openTestJournal(path);
    store.journal.append([saleDraft({ saleId: 'after the roll-back' })], sampleNow, {});
    store.close();
    withRawConnection(path, (db) => expect(db.prepare('SELECT schema_version, min_reader_version FROM schema_version').get()).toEqual({ schema_version: 900, min_reader_version: 10 }));
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: 6 });
  });

  it('has checked its end once it is open, so that a crash right after leaves nothing to check again', () => {
    expect(openTestJournal(grown()).meta.get('cleanSeq')).toBe('5');
  });

  it('checks only what came after the last clean mark, and verifyJournal all of it', () => {
    const path = grown();
    openTestJournal(path).close();
    tamper(path, `UPDATE operation SET payload = '{}' WHERE seq = 2`);
    const store = openTestJournal(path);
    expect(store.journal.head().seq).toBe(5);
    store.close();
    expect(verifyJournal(path).firstBreak).toMatchObject({ seq: 2, reason: 'payload-changed' });
  });

  it('keeps the clean mark within a thousand operations of the end while it runs', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    for (let batch = 0; batch < 32; batch += 1) store.journal.append(Array.from({ length: 50 }, (_, at) => saleDraft({ saleId: `sale-${batch}-${at}` })), sampleNow, {});
    expect(store.meta.get('cleanSeq')).toBe('1000');
    expect(store.journal.head().seq).toBe(1_601);
  });

  it('never moves the clean mark back', () => {
    const path = newJournalPath();
    const append = (count: number): number => {
      const store = openTestJournal(path);
      store.journal.append(Array.from({ length: count }, (_, at) => saleDraft({ saleId: `sale-${at}` })), sampleNow, {});
      const mark = Number(store.meta.get('cleanSeq'));
      store.close();
      return mark;
    };
    append(1_398);
    expect(append(200)).toBe(1_399);
  });
});
