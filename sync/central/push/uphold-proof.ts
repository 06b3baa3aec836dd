import type { CustomerProof, SaleCommitted, StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { Queryable } from '../database/database.ts';
import { readRedirects } from '../merging/redirects.ts';
import { withPayloads } from '../payload-blocks.ts';
import type { JournalOrigin } from './prepare-batch.ts';

/** An approval counts for minutes and a sale may stay open for hours, but no till writes so many operations meanwhile. */
const operationsBack = 10_000;

/**
 * Whether the centre knows itself of what a sale says its customer has shown: a code that this till had sent to them and that was given back, or an approval
 * in the same journal, before the sale. A till's word alone would let any changed till spend anybody's points.
 */
export async function isUpheld(db: Queryable, origin: JournalOrigin, { proof, sale, seq }: { proof: CustomerProof; sale: SaleCommitted; seq: number }): Promise<boolean> {
  switch (proof.by) {
    case 'code':
      return await wasGivenBack(db, origin.tillId, proof.verificationId, sale.accountId);
    case 'person':
      return await wasApproved(db, origin, proof, seq);
    default:
      return unreachable(proof);
  }
}

async function wasGivenBack(db: Queryable, tillId: string, verificationId: string, accountId: string | undefined): Promise<boolean> {
  if (accountId === undefined) return false;
  const rows = await db.query<{ account_id: string }>('SELECT account_id FROM verification WHERE verification_id = $1 AND till_id = $2 AND confirmed_at_ms IS NOT NULL', [verificationId, tillId]);
  const [given] = rows;
  if (given === undefined) return await wasErased(db, accountId);
  const left = await readRedirects(db, [given.account_id, accountId]);
  return (left.get(given.account_id) ?? given.account_id) === (left.get(accountId) ?? accountId);
}

/** With a person their codes are erased: what they proved cannot be held against a sale that comes later. */
async function wasErased(db: Queryable, accountId: string): Promise<boolean> {
  const left = (await readRedirects(db, [accountId])).get(accountId) ?? accountId;
  const rows = await db.query('SELECT 1 FROM profile_erasure WHERE account_id = $1', [left]);
  return rows.length > 0;
}

async function wasApproved(db: Queryable, { journalId, batch }: JournalOrigin, proof: Extract<CustomerProof, { by: 'person' }>, seq: number): Promise<boolean> {
  if (batch.some((stored) => stored.seq < seq && isApproval(stored, proof))) return true;
  const rows = await db.query<{ journalId: string; seq: number; schema: number; payload: string | null }>(
    "SELECT journal_id AS \"journalId\", seq, schema, payload FROM operation WHERE journal_id = $1 AND seq < $2 AND seq >= $3 AND kind = 'override-approved'",
    [journalId, seq, seq - operationsBack],
  );
  return (await withPayloads(db, rows)).some((stored) => isApproval({ kind: 'override-approved', ...stored }, proof));
}

function isApproval(stored: Pick<StoredOperation, 'kind' | 'schema' | 'payload'>, { overrideId, userId }: Extract<CustomerProof, { by: 'person' }>): boolean {
  if (stored.kind !== 'override-approved') return false;
  const read = readOperation(stored);
  return read.ok && read.body.kind === 'override-approved' && read.body.payload.overrideId === overrideId && read.body.payload.userId === userId && read.body.payload.right === 'identity-override';
}
