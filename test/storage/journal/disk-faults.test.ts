import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { JournalFault } from '../../../agent/ports/journal.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { saleDraft, saleRecord, sampleNow, startMs } from '../kit/samples.ts';
import { mayMount, smallDisk } from '../kit/small-disk.ts';
import { newJournalPath, openTestJournal, withRawConnection } from '../kit/test-journal.ts';

function faultOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof JournalFault) return error.code;
    throw error;
  }
  return undefined;
}

/** strace may be missing or forbidden: these tests then say that they were skipped. */
const mayTrace = process.platform === 'linux' && spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

describe.skipIf(!mayMount)('a full file system', () => {
  it('refuses an operation and nothing else, and takes it as soon as there is room again', () => {
    const folder = smallDisk();
    const path = join(folder, 'journal.db');
    const store = openTestJournal(path);
    const append = (saleId: string) => store.journal.append([saleDraft({ saleId })], sampleNow, { sale: saleRecord(saleId, 'committed') });
    append('before');
    const ballast = join(folder, 'ballast');
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    let sales = 0;
    // What was reserved of the log may still take some.
    while (sales < 500 && faultOf(() => append(`sale-${sales}`)) === undefined) sales += 1;
    const head = store.journal.head();
    expect(faultOf(() => append('full'))).toBe('journal-disk-full');
    expect(faultOf(() => store.sales.save(saleRecord('draft', 'priced')))).toBeUndefined();
    expect(store.journal.head()).toEqual(head);
    expect(store.sales.find('full')).toBeUndefined();

    rmSync(ballast);
    append('full');
    expect(store.journal.head().seq).toBe(head.seq + 1);
    expect(store.sales.isKept('draft')).toBe(true);
    store.close();
    expect(verifyJournal(path)).toMatchObject({ ok: true, headSeq: head.seq + 1 });
  });
});

describe.skipIf(!mayMount)('a file system that is mounted read-only', () => {
  it('keeps a journal from being opened, with a code, and opens it once it may be written', () => {
    const folder = smallDisk();
    const path = join(folder, 'journal.db');
    openTestJournal(path).close();
    spawnSync('mount', ['-o', 'remount,ro', folder]);
    expect(() => openTestJournal(path)).toThrow(expect.objectContaining({ name: 'JournalFileError', code: 'journal-disk-read-only' }));
    spawnSync('mount', ['-o', 'remount,rw', folder]);
    expect(openTestJournal(path).journal.head().seq).toBe(1);
  });
});

describe.skipIf(!mayTrace)('a disk that fails to sync or to write', () => {
  it.each([
    ['fdatasync,fsync', 'EIO', '12..14', 'journal-io'],
    // Past those of the opening
    ['pwrite64', 'EIO', '150..156', 'journal-io'],
    ['pwrite64', 'ENOSPC', '150..156', 'journal-disk-full'],
  ])('in %s with %s refuses those operations alone, and the next ones go on without a restart', (calls, error, when, code) => {
    const path = newJournalPath();
    openTestJournal(path).close();
    const traced = spawnSync('strace', [
      '-f', '-qq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}:when=${when}`,
      process.execPath, fileURLToPath(new URL('../kit/append-and-report.ts', import.meta.url)), path, '30',
    ], { encoding: 'utf8' });
    const lines = traced.stdout.split('\n');
    const answered = lines.filter((line) => line.startsWith('ok '));
    expect(new Set(lines.filter((line) => !line.startsWith('ok ') && !line.startsWith('head ')))).toEqual(new Set([code]));
    expect(lines.at(-2)).toBe(`ok ${answered.length + 1}`);
    expect(answered).toEqual(Array.from({ length: answered.length }, (_, at) => `ok ${at + 2}`));
    expect(lines.at(-1)).toBe(`head ${answered.length + 1}`);
    expect(verifyJournal(path)).toMatchObject({ ok: true, headSeq: answered.length + 1 });
  });
});

describe('revisions of open sales that the disk does not take', () => {
  /** A store whose disk can be made to take nothing. */
  function stubborn() {
    const path = newJournalPath();
    openTestJournal(path).close();
    const pages = withRawConnection(path, (db) => Number(db.pragma('page_count', { simple: true })));
    const store = openTestJournal(path, { maxPages: pages + 4 });
    let filled = 0;
    while (faultOf(() => store.meta.set(`ballast-${filled}`, 'x'.repeat(3_000))) === undefined) filled += 1;
    return { path, store };
  }
  const big = { customerCode: 'x'.repeat(30_000) };

  it('are kept in memory, found and listed with the others, and gone with the process', () => {
    const { path, store } = stubborn();
    store.sales.save(saleRecord('s1', 'priced', { ...big, revision: 1 }));
    store.sales.save(saleRecord('s1', 'priced', { ...big, revision: 2, updatedAtMs: startMs + 1 }));
    store.sales.save(saleRecord('s2', 'priced', { ...big, updatedAtMs: startMs + 2 }));
    expect(store.sales.find('s1')?.revision).toBe(2);
    expect([store.sales.isKept('s1'), store.sales.isKept('none')]).toEqual([false, true]);
    expect(store.sales.list(['priced', 'held'], 9).map(({ saleId }) => saleId)).toEqual(['s2', 's1']);
    expect(store.sales.list(['committed'], 9)).toEqual([]);
    store.close();
    expect(openTestJournal(path).sales.find('s1')).toBeUndefined();
  });

  it('are refused where they begin or end a hold, which a restart must know of', () => {
    const { store } = stubborn();
    const cover = { points: 5, sinceRevision: 1, hold: { holdId: 'h', points: 5, expiresAtMs: startMs } };
    expect(faultOf(() => store.sales.save(saleRecord('s1', 'held', { ...big, cover })))).toBe('journal-disk-full');
    expect(faultOf(() => store.sales.save(saleRecord('s1', 'cancelled', big)))).toBe('journal-disk-full');
    expect(store.sales.find('s1')).toBeUndefined();
  });

  it('forget the oldest of very many', () => {
    const { store } = stubborn();
    for (let sale = 0; sale <= 500; sale += 1) store.sales.save(saleRecord(`s${sale}`, 'priced', big));
    expect([store.sales.find('s0'), store.sales.find('s1')?.saleId]).toEqual([undefined, 's1']);
  });
});
