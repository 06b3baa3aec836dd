import type { PhoneLookUpAnswer } from '../../protocol/customer-messages.ts';
import type { Queryable } from '../database/database.ts';

/** More customers than any number has: a family of a village */
const mostCustomers = 20;

/** Whose telephone this is, as the profiles say at this moment: a till's row may be older. */
export async function findByPhone(db: Queryable, phone: string): Promise<PhoneLookUpAnswer> {
  const rows = await db.query<{ account_id: string; given_name: string | null; verified: boolean; endings: string[] }>(
    `SELECT a.account_id, a.given_name, p.phone_verified AS verified,
       (SELECT coalesce(jsonb_agg(right(c.number, 4) ORDER BY c.number), '[]'::jsonb) FROM card c WHERE c.account_id = a.account_id AND c.state NOT IN ('blocked', 'replaced')) AS endings
     FROM profile p JOIN account a ON a.account_id = p.account_id WHERE p.phone = $1 AND a.merged_into IS NULL ORDER BY a.account_id LIMIT $2`,
    [phone, mostCustomers],
  );
  return { customers: rows.map(({ account_id: accountId, given_name, verified, endings }) => ({ accountId, ...(given_name === null ? {} : { givenName: given_name }), cardEndings: endings, isVerified: verified })) };
}
