import type { PushRequest } from '../../protocol/messages.ts';
import { recordset, type Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';
import { sha256Hex } from '../sha256-hex.ts';

/** @throws ProblemError `hash-mismatch` where a blob is not what an operation of this batch names: the till would delete it once it was taken */
export function verifySealed({ operations, sealed = [] }: PushRequest): void {
  const payloads = new Map(operations.map(({ seq, payload }) => [seq, payload]));
  for (const [index, blob] of sealed.entries()) {
    const isNamed = payloads.get(blob.seq)?.includes(`"sealedSha256":"${blob.sha256}"`) === true;
    if (!isNamed || sha256Hex(blob.sealed) !== blob.sha256) throw new ProblemError('hash-mismatch', `Operation ${blob.seq} does not name this blob.`, { path: `/sealed/${index}` });
  }
}

/** Keeps the blobs of operations that were just stored; a batch that comes again brings nothing new. */
export async function keepSealed(tx: Queryable, { journalId, sealed = [] }: PushRequest, freshSeqs: ReadonlySet<number>, nowMs: number): Promise<void> {
  const fresh = sealed.filter(({ seq }) => freshSeqs.has(seq));
  if (fresh.length === 0) return;
  await tx.query(
    `INSERT INTO sealed_blob (journal_id, seq, sha256, sealed, received_at_ms)
     SELECT $2, seq, sha256, sealed, $3::bigint FROM json_to_recordset($1::json) AS r(seq bigint, sha256 text, sealed text)
     ON CONFLICT DO NOTHING`,
    [...recordset(fresh), journalId, nowMs],
  );
}
