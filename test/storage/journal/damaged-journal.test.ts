import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isDamagedJournal, replaceDamagedJournal } from '../../../agent/storage/journal/replace-damaged.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { destroyPageWith } from '../kit/damage.ts';
import { idempotentAnswer, saleDraft, saleRecord, sampleNow } from '../kit/samples.ts';
import { copyAsAfterCrash, identity, newJournalPath, openTestJournal, tamper, withRawConnection } from '../kit/test-journal.ts';
import type { JournalStore } from '../../../agent/storage/journal/open-journal.ts';

const asideFile = 'journal.damaged-20261118T110640Z.db';
const bundleText = '{"serial":3}';
const bundle = { text: bundleText, hash: createHash('sha256').update(bundleText).digest('hex'), serial: 3, signature: 's', keyId: 'k' };

/** A closed journal of 61 operations on many pages, acknowledged up to `acknowledgedSeq`. */
function grown(acknowledgedSeq: number): { path: string; journalId: string; hashes: Map<number, string | undefined> } {
  const path = newJournalPath();
  const store = openTestJournal(path);
  store.bundles.activate(bundle, 1);
  for (let sale = 1; sale <= 60; sale += 1) {
    store.journal.append([saleDraft({ saleId: `sale-${sale}` })], sampleNow, { sale: saleRecord(`sale-${sale}`, 'committed'), idempotent: idempotentAnswer(`k-${sale}`) });
  }
  store.outbox.settle({ epoch: 'e1', seq: acknowledgedSeq, hash: store.outbox.hashAt(acknowledgedSeq) ?? '' }, [{ seq: acknowledgedSeq, state: 'waiting', reason: 'x' }]);
  const hashes = new Map(Array.from({ length: 61 }, (_, at) => [at + 1, store.outbox.hashAt(at + 1)]));
  const { journalId } = store.journal;
  store.close();
  return { path, journalId, hashes };
}

/** Opens as a till does; what it finds damaged it replaces. */
function openOrReplace(path: string): { store: JournalStore; code: string | undefined } {
  try {
    return { store: openTestJournal(path), code: undefined };
  } catch (error) {
    if (!isDamagedJournal(error)) throw error;
    replaceDamagedJournal(path, error.code, { identity, newId: randomUUID, now: sampleNow });
    return { store: openTestJournal(path), code: error.code };
  }
}

/** Without the mark of a clean end, so that the whole chain is looked at. */
function forgetCleanMark(path: string): void {
  tamper(path, `DELETE FROM meta WHERE key = 'cleanSeq'`);
}

describe('a damaged journal', () => {
  it('is put aside unchanged, and what the centre does not have goes on under the old id, before the new one', () => {
    const { path, journalId, hashes } = grown(50);
    forgetCleanMark(path);
    destroyPageWith(path, '"number":"Чек №sale-30 ');
    const before = readFileSync(path);
    const { store, code } = openOrReplace(path);

    expect(code).toBe('journal-corrupt');
    expect(readFileSync(join(dirname(path), asideFile)).equals(before)).toBe(true);
    const prior = { journalId, seq: 61, hash: hashes.get(61) };
    expect(store.setAside()).toEqual({ file: asideFile, code: 'journal-corrupt', wallMs: sampleNow.wallMs, prior });
    expect(store.outbox.read(50, 20).map(({ seq, hash }) => [seq, hash])).toEqual([
      ...Array.from({ length: 11 }, (_, at) => [51 + at, hashes.get(51 + at)]), [62, store.journal.head().hash],
    ]);
    expect(JSON.parse(store.journal.operation(62)?.payload ?? '')).toEqual({ ...identity, prior, cause: 'damage' });
    expect(store.outbox.journals()).toEqual([
      { journalId, start: { seq: 0, hash: '0'.repeat(64) }, end: { seq: 61, hash: hashes.get(61) } },
      { journalId: store.journal.journalId, start: { seq: 61, hash: hashes.get(61) } },
    ]);
    expect(store.outbox.position()).toEqual({ epoch: 'e1', seq: 50, hash: hashes.get(50) });
    expect(store.outbox.unsettled(9)).toEqual([{ seq: 50, state: 'waiting', reason: 'x' }]);
    store.journal.append([saleDraft({ saleId: 'later' })], sampleNow, {});
    store.close();
    expect(verifyJournal(path)).toMatchObject({ ok: true, headSeq: 63 });
    expect(openTestJournal(path).journal.head().seq).toBe(63);
  });

  it('keeps the bundle in service, sales and answers as far as they can be read, so that the till sells on', () => {
    const { path } = grown(50);
    forgetCleanMark(path);
    destroyPageWith(path, '"number":"Чек №sale-30 ');
    const { store } = openOrReplace(path);
    expect(store.bundles.active()).toEqual(bundle);
    expect(store.sales.find('sale-60')).toEqual(saleRecord('sale-60', 'committed'));
    expect(store.journal.idempotentAnswer('front', 'k-1')).toEqual(idempotentAnswer('k-1'));
  });

  it('that breaks after what the centre has goes on with the operations before the break; the others stay in the file put aside', () => {
    const { path, journalId } = grown(10);
    forgetCleanMark(path);
    tamper(path, `UPDATE operation SET payload = '{}' WHERE seq = 40`);
    const { store, code } = openOrReplace(path);
    expect(code).toBe('journal-chain-broken');
    expect(store.setAside()).toMatchObject({ prior: { journalId, seq: 39 } });
    expect(store.journal.head().seq).toBe(40);
    withRawConnection(join(dirname(path), asideFile), (db) => expect(db.prepare('SELECT count(*) FROM operation WHERE seq >= 40').pluck().get()).toBe(22));
  });

  it.each<[string, string, (path: string) => void]>([
    ['is no database any more', 'journal-not-a-database', (path) => writeFileSync(path, 'x'.repeat(8_192))],
    ['has lost its list of tables', 'journal-corrupt', (path) => {
      const bytes = readFileSync(path);
      // The root page of sqlite_schema says that it has no rows.
      bytes.writeUInt16BE(0, 103);
      writeFileSync(path, bytes);
    }],
  ])('of which nothing can be read, because it %s, is put aside, and a new journal begins by itself', (_, code, damage) => {
    const { path } = grown(10);
    damage(path);
    const damaged = readFileSync(path);
    const opened = openOrReplace(path);
    expect(opened.code).toBe(code);
    expect(opened.store.journal.head().seq).toBe(1);
    expect(JSON.parse(opened.store.journal.operation(1)?.payload ?? '')).toEqual({ ...identity, cause: 'damage' });
    expect(opened.store.setAside()).toEqual({ file: asideFile, code, wallMs: sampleNow.wallMs });
    expect(readFileSync(join(dirname(path), asideFile)).equals(damaged)).toBe(true);
  });

  it('of which only the log is left is put aside with its log', () => {
    const open = newJournalPath();
    openTestJournal(open).journal.append([saleDraft({ saleId: 'a' })], sampleNow, {});
    const path = copyAsAfterCrash(open);
    const log = readFileSync(`${path}-wal`);
    rmSync(path);
    const { store } = openOrReplace(path);
    expect(readFileSync(join(dirname(path), `${asideFile}-wal`)).equals(log)).toBe(true);
    expect(store.setAside()).toMatchObject({ file: asideFile });
    rmSync(join(dirname(path), `${asideFile}-wal`));
    expect(store.setAside()).toBeUndefined();
  });

  it('is put aside under another name each time', () => {
    const { path } = grown(10);
    for (let time = 0; time < 2; time += 1) {
      writeFileSync(path, 'x'.repeat(8_192));
      openOrReplace(path).store.close();
    }
    expect(readdirSync(dirname(path)).filter((name) => name.includes('damaged')).sort()).toEqual(['journal.damaged-20261118T110640Z-2.db', asideFile]);
  });

  it('is told of until somebody takes the file away', () => {
    const { path } = grown(10);
    writeFileSync(path, 'x'.repeat(8_192));
    const { store } = openOrReplace(path);
    expect(store.setAside()).toBeDefined();
    rmSync(join(dirname(path), asideFile));
    expect(store.setAside()).toBeUndefined();
  });
});

describe('a replacement that a crash cut off', () => {
  /** The files as they lie in the middle: the old one whole, and the new one whole beside it. */
  function bothFiles(): { path: string; next: string } {
    const { path } = grown(10);
    const old = newJournalPath();
    forgetCleanMark(path);
    tamper(path, `UPDATE operation SET payload = '{}' WHERE seq = 40`);
    copyFileSync(path, old);
    replaceDamagedJournal(path, 'journal-chain-broken', { identity, newId: randomUUID, now: sampleNow });
    const next = `${path}.next`;
    renameSync(path, next);
    rmSync(join(dirname(path), asideFile));
    renameSync(old, path);
    return { path, next };
  }

  it('before the old file was moved begins anew', () => {
    const { path, next } = bothFiles();
    expect(() => openTestJournal(path)).toThrow(expect.objectContaining({ code: 'journal-chain-broken' }));
    expect(existsSync(next)).toBe(false);
    expect(openOrReplace(path).store.journal.head().seq).toBe(40);
  });

  it('after the old file was moved is finished, with the log that still lay there', () => {
    const { path, next } = bothFiles();
    renameSync(path, join(dirname(path), asideFile));
    writeFileSync(`${path}-wal`, 'a log');
    const store = openTestJournal(path);
    expect(store.journal.head().seq).toBe(40);
    expect(store.setAside()).toMatchObject({ file: asideFile, prior: { seq: 39 } });
    expect(readFileSync(join(dirname(path), `${asideFile}-wal`), 'utf8')).toBe('a log');
    expect(existsSync(next)).toBe(false);
  });
});

describe('what stands in the place of a journal and cannot be used', () => {
  it('is refused where it is a folder', () => {
    const path = newJournalPath();
    mkdirSync(path);
    for (const look of [openTestJournal, verifyJournal]) expect(() => look(path)).toThrow(expect.objectContaining({ name: 'JournalFileError', code: 'journal-not-a-file' }));
  });

  it.skipIf(process.getuid?.() === 0)('is refused where its mode keeps the till out, and left as it is', () => {
    const { path } = grown(10);
    chmodSync(path, 0o000);
    for (const look of [openTestJournal, verifyJournal]) expect(() => look(path)).toThrow(expect.objectContaining({ code: 'journal-not-permitted' }));
    chmodSync(path, 0o600);
    expect(verifyJournal(path).ok).toBe(true);
  });
});
