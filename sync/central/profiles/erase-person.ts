import type { Database } from '../database/database.ts';
import { assertStillApart, readRedirects } from '../merging/redirects.ts';
import { ProblemError } from '../problem-error.ts';
import { writeChanges } from './profile-books.ts';

/**
 * Forgets the person of an account: profile, sealed blobs, name and birthday. The account, its ledger and every hash chain stay as they are, and so does the log
 * of who changed what, which has no values. What tills took before this moment and send after it is not kept. Again it changes nothing more.
 * @returns the account, which is another one where the named one was merged
 * @throws ProblemError `not-found`
 */
export async function erasePerson(db: Database, named: string, nowMs: number): Promise<string> {
  return await db.transaction(async (tx) => {
    const accountId = (await readRedirects(tx, [named])).get(named) ?? named;
    const locked = await tx.query<{ account_id: string }>('SELECT account_id FROM account WHERE account_id = $1 FOR UPDATE', [accountId]);
    if (locked.length === 0) throw new ProblemError('not-found', `There is no account ${named}.`);
    await assertStillApart(tx, [accountId]);
    const all = await tx.query<{ account_id: string }>('SELECT account_id FROM account WHERE account_id = $1 OR merged_into = $1', [accountId]);
    const ids = all.map(({ account_id }) => account_id);
    await tx.query('DELETE FROM sealed_blob WHERE account_id = ANY($1)', [ids]);
    await tx.query('DELETE FROM notification WHERE account_id = ANY($1)', [ids]);
    await tx.query('DELETE FROM verification WHERE account_id = ANY($1)', [ids]);
    await tx.query('DELETE FROM phone_proof WHERE account_id = ANY($1)', [ids]);
    await tx.query('DELETE FROM profile WHERE account_id = ANY($1)', [ids]);
    await tx.query(
      `INSERT INTO profile_erasure (account_id, erased_at_ms) VALUES ($1, $2)
       ON CONFLICT (account_id) DO UPDATE SET erased_at_ms = greatest(profile_erasure.erased_at_ms, excluded.erased_at_ms)`,
      [accountId, nowMs],
    );
    await writeChanges(tx, [{ accountId, kind: 'erased', fields: [], atMs: nowMs }], nowMs);
    const heads = await tx.query<{ position: number }>('UPDATE feed_head SET position = position + 1 RETURNING position');
    await tx.query("UPDATE account SET given_name = NULL, birthday = NULL, phone_hash = NULL, phone_verified = FALSE, registered_with = '[]', changed_position = $2 WHERE account_id = $1", [accountId, heads[0]?.position ?? 0]);
    return accountId;
  }, 'READ COMMITTED', 'idempotent');
}
