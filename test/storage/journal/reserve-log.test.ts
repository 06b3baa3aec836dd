import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { mayMount, smallDisk } from '../kit/small-disk.ts';
import { saleDraft, sampleNow } from '../kit/samples.ts';
import { copyAsAfterCrash, newJournalPath, openTestJournal } from '../kit/test-journal.ts';

const logPages = 100;
const bytesOf = (pages: number): number => 32 + pages * (24 + 4_096);
const sizeOf = (path: string): number => statSync(path).size;

describe('room in the log', () => {
  it('is there before the first commit, and no commit lengthens the log until it is used up', () => {
    const path = newJournalPath();
    const { journal } = openTestJournal(path, { logPages });
    const sizes = Array.from({ length: 5 }, (_, sale) => {
      journal.append([saleDraft({ saleId: `sale-${sale}` })], sampleNow, {});
      return sizeOf(`${path}-wal`);
    });
    expect(new Set(sizes)).toEqual(new Set([bytesOf(logPages)]));
    while (sizeOf(`${path}-wal`) === bytesOf(logPages)) journal.append([saleDraft({ saleId: 'more' })], sampleNow, {});
    expect(verifyJournal(path)).toMatchObject({ ok: true, headSeq: journal.head().seq });
  });

  it('behind what a crash left takes none of it away, and is not read', () => {
    const path = newJournalPath();
    const { journal } = openTestJournal(path, { logPages });
    for (let sale = 0; sale < 5; sale += 1) journal.append([saleDraft({ saleId: `sale-${sale}` })], sampleNow, {});
    const crashed = copyAsAfterCrash(path);
    const again = openTestJournal(crashed, { logPages: 2 * logPages });
    expect(sizeOf(`${crashed}-wal`)).toBe(bytesOf(2 * logPages));
    expect(again.journal.head()).toEqual(journal.head());
    again.journal.append([saleDraft({ saleId: 'next' })], sampleNow, {});
    const twice = copyAsAfterCrash(crashed);
    expect(verifyJournal(twice)).toMatchObject({ ok: true, headSeq: 7 });
    expect(openTestJournal(twice, { logPages }).journal.head().seq).toBe(7);
  });

  it('that was made where nothing had been written yet is no log', () => {
    const path = newJournalPath();
    openTestJournal(path).close();
    openTestJournal(path, { logPages });
    const crashed = copyAsAfterCrash(path);
    expect(sizeOf(`${crashed}-wal`)).toBe(bytesOf(logPages));
    expect(openTestJournal(crashed).journal.head().seq).toBe(1);
  });
});

describe.skipIf(!mayMount)('a disk with too little room for it', () => {
  it('keeps what it has, and the journal opens and takes operations', () => {
    const folder = smallDisk();
    const path = join(folder, 'journal.db');
    const { journal } = openTestJournal(path, { logPages: 1_000 });
    const { bavail, bsize } = statfsSync(folder);
    expect(bavail * bsize).toBeGreaterThan(1_000_000);
    journal.append([saleDraft({ saleId: 'sale' })], sampleNow, {});
    expect(verifyJournal(path)).toMatchObject({ ok: true, headSeq: 2 });
  });
});
