import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { backupJournal } from '../../../agent/storage/journal/backup-journal.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import type { OperationDraft } from '../../../agent/ports/journal.ts';
import { saleDraft, sampleNow } from '../kit/samples.ts';
import { newJournalPath, openTestJournal, tamper } from '../kit/test-journal.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const sealed = `v1.${'k'.repeat(43)}.${'n'.repeat(16)}.${'c'.repeat(60)}`;

/** A closed journal of eight operations: the fourth and the sixth have a sealed blob, the third is parked, and a bundle is in service. */
function closedJournal(): string {
  const path = newJournalPath();
  const store = openTestJournal(path);
  for (let seq = 2; seq <= 8; seq += 1) {
    const draft = saleDraft({ saleId: `sale-${seq}` });
    const blobs = seq === 4 || seq === 6 ? [{ sha256: sha256(`${sealed}${seq}`), sealed: `${sealed}${seq}` }] : [];
    const payload = { ...draft.payload, ...(blobs[0] === undefined ? {} : { sealedSha256: blobs[0].sha256 }) };
    store.journal.append([{ ...draft, payload, sealed: blobs } as OperationDraft], sampleNow, {});
  }
  store.bundles.activate({ text: '{"serial":1}', hash: sha256('{"serial":1}'), serial: 1, signature: 's', keyId: 'k' }, 1);
  store.outbox.settle({ epoch: 'e1', seq: 3, hash: store.outbox.hashAt(3) ?? '' }, [{ seq: 2, state: 'waiting', reason: 'x' }, { seq: 3, state: 'parked', reason: 'x' }]);
  store.close();
  return path;
}

describe('what stands beside the chain', () => {
  it.each<[string, string, { seq: number; reason: string }]>([
    ['a sealed blob', `UPDATE sealed_blob SET sealed = replace(sealed, 'v1.k', 'v1.l') WHERE seq = 4`, { seq: 4, reason: 'blob-changed' }],
    ['the digest of a sealed blob', `UPDATE sealed_blob SET sha256 = 'f' || substr(sha256, 2) WHERE seq = 6`, { seq: 6, reason: 'blob-changed' }],
    ['a sealed blob that is made another operation’s', 'UPDATE sealed_blob SET seq = 5 WHERE seq = 4', { seq: 5, reason: 'blob-changed' }],
    ['a sealed blob of no operation', 'UPDATE sealed_blob SET seq = 99 WHERE seq = 6', { seq: 99, reason: 'blob-changed' }],
    ['blob and digest alike', `UPDATE sealed_blob SET sealed = 'x', sha256 = '${sha256('x')}' WHERE seq = 6`, { seq: 6, reason: 'blob-changed' }],
    ['the state of a delivery', `UPDATE delivery SET state = 'parkee' WHERE seq = 3`, { seq: 3, reason: 'delivery-changed' }],
    ['whose delivery it is', 'UPDATE delivery SET seq = 99 WHERE seq = 2', { seq: 99, reason: 'delivery-changed' }],
    ['to whom something is delivered', `UPDATE delivery SET sink = 'centraj' WHERE seq = 2`, { seq: 2, reason: 'delivery-changed' }],
    ['a kept bundle', `UPDATE bundle SET text = '{"serial":2}'`, { seq: 0, reason: 'bundle-changed' }],
    ['the hash of a kept bundle', `UPDATE bundle SET hash = 'f' || substr(hash, 2)`, { seq: 0, reason: 'bundle-changed' }],
  ])('is compared with it: %s', (_, sql, expected) => {
    const path = closedJournal();
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: 8 });
    tamper(path, sql);
    expect(verifyJournal(path)).toMatchObject({ ok: false, headSeq: 8, firstBreak: { ...expected, isBeside: true } });
  });

  it('is named from the first operation on, after the chain itself', () => {
    const path = closedJournal();
    tamper(path, `UPDATE bundle SET text = ''`);
    tamper(path, `UPDATE sealed_blob SET sealed = ''`);
    expect(verifyJournal(path).firstBreak).toMatchObject({ seq: 4, reason: 'blob-changed' });
    tamper(path, `UPDATE delivery SET state = ''`);
    expect(verifyJournal(path).firstBreak).toMatchObject({ seq: 2, reason: 'delivery-changed' });
    tamper(path, 'UPDATE operation SET wall_ms = wall_ms + 1 WHERE seq = 7');
    expect(verifyJournal(path).firstBreak).toMatchObject({ seq: 7, reason: 'payload-changed' });
  });

  it('is found by one byte of the file', () => {
    const path = closedJournal();
    const bytes = readFileSync(path);
    for (let at = bytes.indexOf(`${sealed}6`); at >= 0; at = bytes.indexOf(`${sealed}6`)) bytes[at + 40] = (bytes[at + 40] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq: 6, reason: 'blob-changed' } });
  });

  it('keeps nobody from a backup: all that was sold is in it', () => {
    const path = closedJournal();
    tamper(path, `UPDATE delivery SET state = 'parkee' WHERE seq = 3`);
    expect(backupJournal(path, `${path}-backup`)).toMatchObject({ operations: 8, firstBreak: { isBeside: true } });
  });

  it('is not judged where a newer release has written it', () => {
    const path = closedJournal();
    tamper(path, `UPDATE delivery SET state = 'of-tomorrow' WHERE seq = 3`);
    tamper(path, 'UPDATE schema_version SET schema_version = schema_version + 10');
    expect(verifyJournal(path)).toMatchObject({ ok: true });
  });
});
