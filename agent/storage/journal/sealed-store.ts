import type Database from 'better-sqlite3';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import type { SealedBlob } from '../../domain/operations/sealed-blob.ts';
import { sha256 } from './operation-hash.ts';

/** Writes the blobs that come with an operation. The caller holds the transaction. Throws where the payload does not name a blob: nobody could tell later that it belongs there. */
export function createSealedWriter(db: Database.Database): (operation: StoredOperation, blobs: readonly SealedBlob[]) => void {
  const insert = db.prepare<[number, string, string]>('INSERT INTO sealed_blob (seq, sha256, sealed) VALUES (?, ?, ?)');
  return ({ seq, payload }, blobs) => {
    for (const blob of blobs) {
      if (sha256(blob.sealed) !== blob.sha256 || !payload.includes(`"sealedSha256":"${blob.sha256}"`)) throw new Error(`operation ${seq} does not name its sealed blob`);
      insert.run(seq, blob.sha256, blob.sealed);
    }
  };
}
