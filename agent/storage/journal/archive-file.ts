import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import { connectReadOnly } from '../sqlite/connect.ts';
import { readJournals } from './journal-identity.ts';
import { readExactly } from './read-exactly.ts';
import { syncFolder } from '../sync-to-disk.ts';
import { archiveFolder, type Segment } from './segment.ts';
import { walkChain } from './walk-chain.ts';

/**
 * Writes the operations from `firstSeq` to `lastSeq` into a file of the archive, NDJSON in gzip, and reads them back. It may run beside the journal's owner, in a worker.
 * Throws where the chain does not hold there: such a piece must stay where it is.
 */
export function writeArchiveFile(path: string, { firstSeq, lastSeq }: { firstSeq: number; lastSeq: number }): Segment {
  const db = connectReadOnly(path);
  try {
    const operations = [...readExactly(db, { fromSeq: firstSeq, toSeq: lastSeq })];
    const prev = operations[0]?.prev ?? '';
    const { firstBreak, head } = walkChain(readJournals(db), { seq: firstSeq - 1, hash: prev }, operations);
    if (firstBreak !== undefined || head.seq !== lastSeq) throw new Error(`operations ${firstSeq} to ${lastSeq} cannot be archived: ${firstBreak?.detail ?? 'some are missing'}`);
    const file = `segment-${String(firstSeq).padStart(9, '0')}-${String(lastSeq).padStart(9, '0')}.ndjson.gz`;
    const bytes = gzipSync(operations.map((operation) => `${JSON.stringify(operation)}\n`).join(''));
    const folder = archiveFolder(path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeSynced(join(folder, file), bytes);
    syncFolder(folder);
    const segment = { firstSeq, lastSeq, prev, headHash: head.hash, file, fileSha256: sha256Of(bytes) };
    if (readArchiveFile(folder, segment).length !== operations.length) throw new Error(`${file} does not read back`);
    return segment;
  } finally {
    db.close();
  }
}

/** The operations of an archived segment. Throws where the file is missing, or is not the one that was sealed. */
export function readArchiveFile(folder: string, { file, fileSha256 }: Pick<Segment, 'file' | 'fileSha256'>): StoredOperation[] {
  const bytes = readFileSync(join(folder, file));
  if (sha256Of(bytes) !== fileSha256) throw new Error(`${file} is not the file that was sealed`);
  return gunzipSync(bytes).toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as StoredOperation);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}
