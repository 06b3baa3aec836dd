import type { Queryable } from '../database/database.ts';
import type { AllowancePolicy, RegularTill } from './plan-allowances.ts';

const dayMs = 86_400_000;

/**
 * The tills at which these accounts are regular, by account; visits of those that were merged into one are its own. A till's journal is the last one that it pushed under its present enrolment and that no other
 * has replaced; a till that was silent for as long as an allowance lasts gets none.
 */
export async function readRegularTills(tx: Queryable, policy: AllowancePolicy, accountIds: readonly string[], nowMs: number): Promise<ReadonlyMap<string, RegularTill[]>> {
  if (accountIds.length === 0) return new Map();
  const rows = await tx.query<RegularTill & { accountId: string }>(
    `WITH visitor AS (
       SELECT account_id AS named, account_id FROM account WHERE account_id = ANY($1)
       UNION ALL SELECT account_id, merged_into FROM account WHERE merged_into = ANY($1)
     ), visit AS (
       SELECT visitor.account_id, j.till_id, count(*) AS visits
       FROM visitor JOIN operation o ON o.account_id = visitor.named JOIN journal j ON j.journal_id = o.journal_id
       WHERE o.kind = 'sale-committed' AND o.verdict = 'applied' AND o.at_ms > $2
       GROUP BY visitor.account_id, j.till_id HAVING count(*) >= $3
     )
     SELECT v.account_id AS "accountId", t.till_id AS "tillId", t.store_id AS "storeId", current.journal_id AS "journalId", v.visits
     FROM visit v JOIN till t ON t.till_id = v.till_id
     CROSS JOIN LATERAL (
       SELECT j.journal_id, j.last_push_ms FROM journal j
       WHERE j.till_id = t.till_id AND j.replaced_by IS NULL AND j.seq > 0 AND j.last_push_ms >= t.enrolled_at_ms
       ORDER BY j.last_push_ms DESC, j.journal_id LIMIT 1
     ) AS current
     WHERE t.revoked_at_ms IS NULL AND greatest(t.last_contact_ms, current.last_push_ms) >= $4 AND t.till_id <> ALL (${quarantinedTills})`,
    [accountIds, nowMs - policy.visitDays * dayMs, policy.minVisits, nowMs - policy.validSeconds * 1000],
  );
  return Map.groupBy(rows, ({ accountId }) => accountId);
}

/** Tills of which a second branch came since they were enrolled: nobody knows which of two machines asks. */
export const quarantinedTills = `SELECT j.till_id FROM quarantined_operation q JOIN journal j ON j.journal_id = q.journal_id JOIN till t ON t.till_id = j.till_id
  WHERE q.received_at_ms >= t.enrolled_at_ms`;
