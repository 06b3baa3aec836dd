import type { SealedBlob } from '../../../agent/domain/operations/sealed-blob.ts';
import type { PushRequest } from '../../protocol/messages.ts';
import { recordset, type Queryable } from '../database/database.ts';
import { accountsNamedBy } from '../merging/redirects.ts';
import { ProblemError } from '../problem-error.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { SealingKeys } from '../profiles/sealing-keys.ts';
import type { CustomerBody } from './apply-customer.ts';
import type { BatchItem } from './batch-item.ts';

/** @throws ProblemError `hash-mismatch` where a blob is not what an operation of this batch names: the till would delete it once it was taken */
export function verifySealed({ operations, sealed = [] }: PushRequest): void {
  const bySeq = new Map(operations.map((operation) => [operation.seq, operation]));
  for (const [index, blob] of sealed.entries()) {
    const isNamed = bySeq.get(blob.seq)?.payload.includes(`"sealedSha256":"${blob.sha256}"`) === true;
    if (!isNamed || sha256Hex(blob.sealed) !== blob.sha256) throw new ProblemError('hash-mismatch', `Operation ${blob.seq} does not name this blob.`, { path: `/sealed/${index}` });
  }
}

/** Opens the blobs that these operations name, as far as they came and can be opened. By the digest of the blob. */
export async function openBlobs(tx: Queryable, sealing: SealingKeys, sealed: readonly SealedBlob[], customers: readonly CustomerBody[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map(sealed.map((blob) => [blob.sha256, blob.sealed]));
  const opened = new Map<string, string>();
  for (const { payload: { sealedSha256, sealedTo } } of customers) {
    const blob = texts.get(sealedSha256);
    const text = blob === undefined ? undefined : await sealing.open(tx, sealedTo, blob);
    if (text !== undefined) opened.set(sealedSha256, text);
  }
  return opened;
}

/** Keeps the blobs of operations that were just stored; a batch that comes again brings nothing new. */
export async function keepSealed(tx: Queryable, { journalId, sealed = [] }: PushRequest, fresh: readonly BatchItem[], nowMs: number): Promise<void> {
  const items = new Map(fresh.map((item) => [item.seq, item]));
  const kept = sealed.flatMap((blob) => {
    const item = items.get(blob.seq);
    return item === undefined || item.forgetsSealed === true ? [] : [{ ...blob, accountId: accountsNamedBy(item.body)[0] }];
  });
  if (kept.length === 0) return;
  await tx.query(
    `INSERT INTO sealed_blob (journal_id, seq, sha256, sealed, received_at_ms, account_id)
     SELECT $2, seq, sha256, sealed, $3::bigint, "accountId" FROM json_to_recordset($1::json) AS r(seq bigint, sha256 text, sealed text, "accountId" text)
     ON CONFLICT DO NOTHING`,
    [...recordset(kept), journalId, nowMs],
  );
}
