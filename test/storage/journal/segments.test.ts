import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe, it } from 'vitest';
import { archiveInWorker } from '../../../agent/storage/journal/archive-in-worker.ts';
import { backupJournal } from '../../../agent/storage/journal/backup-journal.ts';
import { archiveFolder } from '../../../agent/storage/journal/segment.ts';
import { minWindowMs, operationsPerSegment } from '../../../agent/storage/journal/segment-store.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { saleDraft, saleRecord, sampleNow, startMs } from '../kit/samples.ts';
import { newJournalPath, openTestJournal, tamper, withRawConnection } from '../kit/test-journal.ts';
import type { JournalStore } from '../../../agent/storage/journal/open-journal.ts';

const late = startMs + minWindowMs + 1;
const operations = 2 * operationsPerSegment + 100;

function grown(): { path: string; store: JournalStore } {
  const path = newJournalPath();
  const store = openTestJournal(path);
  const drafts = Array.from({ length: operations - 1 }, (_, at) => saleDraft({ saleId: `sale-${at + 2}` }));
  store.journal.append(drafts, sampleNow, { sale: saleRecord('sale-2', 'committed') });
  return { path, store };
}

function acknowledge({ outbox }: JournalStore, seq: number, waiting: number[] = []): void {
  outbox.settle({ epoch: 'e1', seq, hash: outbox.hashAt(seq) ?? '' }, waiting.map((at) => ({ seq: at, state: 'waiting', reason: 'x' })));
}

async function archiveAll(path: string, { segments }: JournalStore): Promise<number> {
  let sealed = 0;
  for (let piece = segments.due(late, 0); piece !== undefined; piece = segments.due(late, 0)) {
    segments.seal(await archiveInWorker(path, piece), late);
    while (segments.drop());
    sealed += 1;
  }
  return sealed;
}

describe('a segment of the journal', () => {
  it('is due once the centre has all of it, nothing of it is unsettled, and the window is over', () => {
    const { store } = grown();
    const due = (nowMs: number) => store.segments.due(nowMs, 0);
    expect(due(late)).toBeUndefined();
    acknowledge(store, operationsPerSegment - 1);
    expect(due(late)).toBeUndefined();
    acknowledge(store, operations);
    expect(due(startMs + minWindowMs - 1)).toBeUndefined();
    expect(due(late)).toEqual({ firstSeq: 1, lastSeq: operationsPerSegment });
    expect(store.segments.due(late, minWindowMs * 2)).toBeUndefined();
    acknowledge(store, operations, [7]);
    expect(due(late)).toBeUndefined();
  });

  it('leaves the table for a file that verify walks, and the till goes on, also after a restart', async () => {
    const { path, store } = grown();
    acknowledge(store, operations);
    const before = verifyJournal(path);
    expect(await archiveAll(path, store)).toBe(2);
    expect(store.journal.operation(1)).toBeUndefined();
    expect(store.sales.find('sale-2')).toBeUndefined();
    expect(store.outbox.read(0, 1)[0]?.seq).toBe(2 * operationsPerSegment + 1);
    expect(verifyJournal(path)).toEqual({ ...before, archived: 2 * operationsPerSegment });
    store.journal.append([saleDraft({ saleId: 'next' })], sampleNow, {});
    store.close();
    expect(openTestJournal(path).journal.head().seq).toBe(operations + 1);
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: operations + 1 });
  });

  it('may be left half taken out by a crash, and is taken out then', async () => {
    const { path, store } = grown();
    acknowledge(store, operations);
    const piece = store.segments.due(late, 0);
    if (piece === undefined) throw new Error('nothing is due');
    store.segments.seal(await archiveInWorker(path, piece), late);
    store.segments.drop();
    store.close();
    expect(verifyJournal(path)).toMatchObject({ ok: true, headSeq: operations });
    const again = openTestJournal(path);
    while (again.segments.drop());
    expect(again.outbox.read(0, 1)[0]?.seq).toBe(operationsPerSegment + 1);
    expect(verifyJournal(path)).toMatchObject({ ok: true, headSeq: operations });
  });

  it('is the only thing that operations may leave the table for', async () => {
    const { path, store } = grown();
    acknowledge(store, operations);
    await archiveAll(path, store);
    withRawConnection(path, (db) => {
      expect(() => db.exec(`DELETE FROM operation WHERE seq = ${operations}`)).toThrow('never deleted');
      expect(() => db.exec('DELETE FROM segment')).toThrow('never deleted');
    });
  });

  it('that is edited, exchanged or missing is named, and so is a journal that goes on after something else', async () => {
    const { path, store } = grown();
    acknowledge(store, operations);
    await archiveAll(path, store);
    store.close();
    const folder = archiveFolder(path);
    const [first = '', second = ''] = readdirSync(folder).sort();
    const bytes = readFileSync(join(folder, second));
    const brokenAt = () => verifyJournal(path).firstBreak;
    const edited = Buffer.from(bytes);
    edited[500] = (edited[500] ?? 0) ^ 1;
    writeFileSync(join(folder, second), edited);
    expect(brokenAt()).toMatchObject({ seq: operationsPerSegment + 1, reason: 'unreadable' });
    writeFileSync(join(folder, second), readFileSync(join(folder, first)));
    expect(brokenAt()).toMatchObject({ seq: operationsPerSegment + 1, reason: 'unreadable' });
    rmSync(join(folder, second));
    expect(brokenAt()).toMatchObject({ seq: operationsPerSegment + 1, reason: 'unreadable' });
    writeFileSync(join(folder, second), bytes);
    expect(brokenAt()).toBeUndefined();
    tamper(path, `UPDATE meta SET value = '${2 * operationsPerSegment} ${'ab'.repeat(32)}' WHERE key = 'chainBase'`);
    expect(brokenAt()).toMatchObject({ seq: 2 * operationsPerSegment, reason: 'hash-mismatch' });
  });

  it('is known by its row: what is edited there is found, and without the files what they would have said', async () => {
    const { path, store } = grown();
    acknowledge(store, operations);
    await archiveAll(path, store);
    store.close();
    const whole = readFileSync(path);
    const second = operationsPerSegment + 1;
    const edits: readonly [string, boolean][] = [
      [`UPDATE segment SET first_seq = first_seq + 1 WHERE first_seq = 1`, false], [`UPDATE segment SET first_seq = first_seq + 1 WHERE first_seq = ${second}`, true],
      ['UPDATE segment SET last_seq = last_seq - 1 WHERE first_seq = 1', true], [`UPDATE segment SET last_seq = last_seq - 1 WHERE first_seq = ${second}`, false],
      [`UPDATE segment SET prev = iif(substr(prev, 1, 1) = 'e', 'f', 'e') || substr(prev, 2) WHERE first_seq = ${second}`, true], [`UPDATE segment SET prev = iif(substr(prev, 1, 1) = 'e', 'f', 'e') || substr(prev, 2) WHERE first_seq = 1`, false],
      ...['1', String(second)].map((first): [string, boolean] => [`UPDATE segment SET head_hash = iif(substr(head_hash, 1, 1) = 'e', 'f', 'e') || substr(head_hash, 2) WHERE first_seq = ${first}`, true]),
      [`UPDATE segment SET file = file || 'x' WHERE first_seq = ${second}`, false], [`UPDATE segment SET file_sha256 = iif(substr(file_sha256, 1, 1) = 'e', 'f', 'e') || substr(file_sha256, 2) WHERE first_seq = 1`, false],
    ];
    for (const [sql, isFoundWithoutFiles] of edits) {
      writeFileSync(path, whole);
      tamper(path, sql);
      expect([sql, verifyJournal(path).ok]).toEqual([sql, false]);
      renameSync(archiveFolder(path), `${archiveFolder(path)}-away`);
      expect([sql, verifyJournal(path).ok]).toEqual([sql, !isFoundWithoutFiles]);
      renameSync(`${archiveFolder(path)}-away`, archiveFolder(path));
    }
    writeFileSync(path, whole);
    expect(verifyJournal(path).ok).toBe(true);
  });

  it('is not asked for where a copy of the journal lies alone, which says so', async () => {
    const { path, store } = grown();
    acknowledge(store, operations);
    await archiveAll(path, store);
    renameSync(archiveFolder(path), `${archiveFolder(path)}-away`);
    const report = backupJournal(path, `${path}-backup`);
    expect(report).toMatchObject({ ok: true, operations: 100, notLookedAt: 2 * operationsPerSegment });
  });

  it('is not made of a piece that does not hold', async () => {
    const { path, store } = grown();
    acknowledge(store, operations);
    tamper(path, `UPDATE operation SET payload = '{}' WHERE seq = 9`);
    await expect(archiveInWorker(path, { firstSeq: 1, lastSeq: operationsPerSegment })).rejects.toThrow('operation 9');
    expect(store.journal.operation(9)).toBeDefined();
  });
});
