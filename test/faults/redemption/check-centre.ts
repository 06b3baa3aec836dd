import { findImbalances } from '../../central/kit/audit.ts';
import type { GoodwillCause } from '../../../sync/central/push/goodwill-cause.ts';
import type { History } from './history.ts';

interface FindingRow {
  kind: string;
  op_id: string;
  journal_id: string;
  till_id: string;
  detail: { points?: number; cause?: GoodwillCause; why?: string };
}

/** What must hold at the centre at any moment. In words: what does not. */
export async function checkCentre(history: History): Promise<string[]> {
  const { db, errors } = history.centre;
  const imbalances = await findImbalances(db);
  return [
    ...imbalances.operations.map((opId) => `the postings of ${opId} do not sum to zero`),
    ...imbalances.accounts.map((accountId) => `account ${accountId} is not what its ledger says`),
    ...errors.map((text) => `the centre logged an error: ${text}`),
    ...await overdrawn(history),
    ...await unfoundedFindings(history),
  ];
}

/** In the order of the ledger, what a customer has (all that is available, held, leased or pending) is never below zero, but by as much as returns took. */
async function overdrawn({ centre: { db }, customers }: History): Promise<string[]> {
  const rows = await db.query<{ account_id: string; op_id: string; points: number }>(
    `SELECT account_id, op_id, lowest AS points FROM (
       SELECT account_id, op_id, min(running + owed) OVER (PARTITION BY account_id) AS lowest, running + owed AS here FROM (
         SELECT account_id, op_id, sum(moved) OVER w AS running, sum(CASE WHEN is_return AND moved < 0 THEN -moved ELSE 0 END) OVER w AS owed FROM (
           SELECT l.account_id, l.op_id, min(l.entry_id) AS place, sum(l.amount_minor) AS moved, bool_or(coalesce(o.kind, '') = 'return-committed') AS is_return
           FROM ledger_entry l LEFT JOIN operation o ON o.op_id = l.op_id
           WHERE l.bucket IN ('available', 'held', 'leased', 'pending') AND l.account_id = ANY($1) GROUP BY l.account_id, l.op_id
         ) AS operations WINDOW w AS (PARTITION BY account_id ORDER BY place)
       ) AS running
     ) AS least WHERE here = lowest AND lowest < 0`,
    [customers.map(({ accountId }) => accountId)],
  );
  return rows.map(({ account_id, op_id, points }) => `account ${account_id} was overdrawn to ${points} by ${op_id}`);
}

/** A defect never, a fork only of a clone, goodwill only for a cause that is in the history. */
async function unfoundedFindings(history: History): Promise<string[]> {
  const rows = await history.centre.db.query<FindingRow>(
    `SELECT f.kind, f.op_id, f.journal_id, j.till_id, f.detail FROM finding f JOIN journal j ON j.journal_id = f.journal_id
     WHERE f.kind <> 'drift' AND j.till_id = ANY($1)`,
    [[...new Set(history.tills.map(({ machine }) => machine.enrolled.tillId))]],
  );
  return rows.flatMap((finding) => {
    const { kind, op_id, till_id, detail } = finding;
    const told = `${kind} of ${op_id} at ${till_id} ${JSON.stringify(detail)}`;
    const faults = history.faults.get(till_id) ?? new Set<GoodwillCause>();
    if (kind === 'defect') return [told];
    if (kind === 'fork') return faults.has('clone') ? [] : [`${told}, and it was not cloned`];
    if (history.isCalm) return [`${told}, and nothing was wrong`];
    return isFounded(history, detail, faults) ? [] : [`${told}, and that was not in its history`];
  });
}

function isFounded({ policies }: History, { cause, why }: FindingRow['detail'], faults: ReadonlySet<GoodwillCause>): boolean {
  if (cause !== 'risk-policy') return cause !== undefined && faults.has(cause);
  if (why === 'risk-limit') return policies.has('risk-limit');
  // Nobody else ends a hold that a sale still names.
  if (why === 'hold-released') return faults.has('restore') || faults.has('clone');
  return why === 'hold-expired' || why === 'allowance-reused';
}
