import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupJournal } from '../../../agent/storage/journal/backup-journal.ts';
import { restoreJournal } from '../../../agent/storage/journal/restore-journal.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { saleDraft, saleRecord, sampleNow, startMs } from '../kit/samples.ts';
import { identity, newJournalPath, openTestJournal, tamper } from '../kit/test-journal.ts';

const beginning = { identity, newId: randomUUID, now: sampleNow };
const cover = { points: 300, sinceRevision: 2, hold: { holdId: 'h', points: 300, expiresAtMs: startMs + 1 } };

/** A journal in use with five operations, of which the centre has three, and its backup. */
function backedUp() {
  const path = newJournalPath();
  const store = openTestJournal(path);
  for (let sale = 2; sale <= 5; sale += 1) store.journal.append([saleDraft({ saleId: `sale-${sale}` })], sampleNow, { sale: saleRecord(`sale-${sale}`, 'committed') });
  store.sales.save(saleRecord('draft', 'priced'));
  store.sales.save(saleRecord('held', 'held', { cover }));
  store.outbox.settle({ epoch: 'e1', seq: 3, hash: store.outbox.hashAt(3) ?? '' }, []);
  const to = join(dirname(path), 'backup.db');
  const report = backupJournal(path, to);
  return { path, store, to, report };
}

describe('a backup', () => {
  it('of a journal in use is one whole view of it, readable by its owner alone', () => {
    const { path, store, to, report } = backedUp();
    store.journal.append([saleDraft({ saleId: 'later' })], sampleNow, {});
    expect(report).toMatchObject({ ok: true, operations: 5, journalId: store.journal.journalId });
    expect(verifyJournal(to)).toEqual(report);
    expect(statSync(to).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(verifyJournal(path).operations).toBe(6);
    expect(readdirSync(dirname(to)).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
  });

  it('never replaces a file, and is not made of a journal that is not whole', () => {
    const { path, store, to } = backedUp();
    const before = readFileSync(to);
    expect(() => backupJournal(path, to)).toThrow(expect.objectContaining({ code: 'backup-exists' }));
    expect(readFileSync(to).equals(before)).toBe(true);
    store.close();
    tamper(path, `UPDATE operation SET payload = '{}' WHERE seq = 2`);
    const other = `${to}-2`;
    expect(() => backupJournal(path, other)).toThrow(expect.objectContaining({ code: 'journal-chain-broken', seq: 2 }));
    expect(readdirSync(dirname(to)).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
  });
});

describe('a restore', () => {
  it('goes on under a new journal id that names the end of the old one; what was unsent comes first, under the old id', () => {
    const { path, store, to } = backedUp();
    const { journalId } = store.journal;
    const old = store.outbox.read(0, 9);
    store.journal.append([saleDraft({ saleId: 'lost with the disk' })], sampleNow, {});
    store.close();
    rmSync(path);

    const prior = { journalId, seq: 5, hash: old[4]?.hash };
    expect(restoreJournal(to, path, beginning)).toEqual({ prior });
    const restored = openTestJournal(path);
    expect(restored.journal.journalId).not.toBe(journalId);
    expect(restored.outbox.read(0, 9).slice(0, 5)).toEqual(old);
    expect(JSON.parse(restored.journal.operation(6)?.payload ?? '')).toEqual({ ...identity, prior, cause: 'restore' });
    expect(restored.outbox.position().seq).toBe(3);
    expect(restored.outbox.journals().map((journal) => [journal.journalId, journal.start.seq, journal.end?.seq])).toEqual([[journalId, 0, 5], [restored.journal.journalId, 5, undefined]]);
    expect([restored.sales.find('sale-5')?.state, restored.sales.find('draft'), restored.sales.find('held')?.state]).toEqual(['committed', undefined, 'held']);
    expect([restored.journal.journalIdOf(5), restored.journal.journalIdOf(6)]).toEqual([journalId, restored.journal.journalId]);
    expect(restored.setAside()).toBeUndefined();
    restored.close();
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: 6 });
    expect(verifyJournal(to)).toMatchObject({ ok: true, operations: 5 });
  });

  it('keeps the damaged file that stood in its place', () => {
    const { path, store, to } = backedUp();
    store.close();
    writeFileSync(path, 'x'.repeat(5_000));
    const { aside } = restoreJournal(to, path, beginning);
    expect(readFileSync(join(dirname(path), aside ?? ''), 'utf8')).toBe('x'.repeat(5_000));
    expect(openTestJournal(path).setAside()).toMatchObject({ file: aside, code: 'journal-restored', prior: { seq: 5 } });
  });

  it.each<[string, string, (path: string, to: string) => void]>([
    ['a whole journal stands in its place', 'journal-is-whole', () => undefined],
    ['the backup is not whole', 'journal-chain-broken', (path, to) => {
      rmSync(path);
      tamper(to, `UPDATE operation SET payload = '{}' WHERE seq = 2`);
    }],
    ['the backup is of another till', 'journal-of-another-till', (path, to) => {
      rmSync(path);
      rmSync(to);
      openTestJournal(to, { identity: { ...identity, tillId: 'other' } }).close();
    }],
    ['there is no backup', 'journal-missing', (path, to) => {
      rmSync(path);
      rmSync(to);
    }],
  ])('is refused, and changes nothing, where %s', (_, code, prepare) => {
    const { path, store, to } = backedUp();
    store.close();
    prepare(path, to);
    const files = () => readdirSync(dirname(path)).filter((name) => name.startsWith('journal.') && !/-(wal|shm)$/.test(name));
    const before = files();
    expect(() => restoreJournal(to, path, beginning)).toThrow(expect.objectContaining({ name: 'JournalFileError', code }));
    expect(files()).toEqual(before);
  });

  it('can be done twice of one backup: each time with an id of its own', () => {
    const { path, store, to } = backedUp();
    store.close();
    const ids = [1, 2].map(() => {
      rmSync(path);
      restoreJournal(to, path, beginning);
      const again = openTestJournal(path);
      again.close();
      return again.journal.journalId;
    });
    expect(new Set([...ids, store.journal.journalId]).size).toBe(3);
  });
});

describe('a view of the centre', () => {
  it('of an old journal, or of a new one that it does not have yet, contains what the centre is known to have', () => {
    const { path, store, to } = backedUp();
    const oldId = store.journal.journalId;
    store.close();
    rmSync(path);
    restoreJournal(to, path, beginning);
    const { journal, outbox } = openTestJournal(path);
    const through = (...view: [string, number]) => journal.throughOf(...view);
    expect([through(oldId, 3), through(oldId, 5), through(oldId, 9)]).toEqual([3, 5, 5]);
    expect([through(journal.journalId, 0), through(journal.journalId, 6), through('another', 6)]).toEqual([3, 6, 0]);
    outbox.settle({ epoch: 'e1', seq: 6, hash: outbox.hashAt(6) ?? '' }, []);
    expect(through(journal.journalId, 0)).toBe(5);
  });
});
