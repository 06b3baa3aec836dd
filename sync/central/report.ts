import type { Queryable } from './database/database.ts';

/** GET /admin/v1/report: what the centre has, and what somebody should look at. */
export interface CentralReport {
  accounts: number;
  tills: number;
  operations: number;
  /** Operations whose effect was refused or reduced */
  parked: number;
  /** Operations that wait for another one */
  waiting: number;
  /** Operations on a second branch of a journal */
  quarantined: number;
  findings: { defect: number; drift: number; goodwill: number; fork: number };
  /** Points that the programme paid for customers who spent more than they had */
  goodwillPoints: number;
  activeHolds: number;
}

export async function readReport(db: Queryable): Promise<CentralReport> {
  const rows = await db.query<Omit<CentralReport, 'findings'> & CentralReport['findings']>(
    `SELECT
       (SELECT count(*) FROM account) AS accounts,
       (SELECT count(*) FROM till) AS tills,
       (SELECT count(*) FROM operation) AS operations,
       (SELECT count(*) FROM operation WHERE verdict = 'parked') AS parked,
       (SELECT count(*) FROM operation WHERE verdict = 'waiting') AS waiting,
       (SELECT count(*) FROM quarantined_operation) AS quarantined,
       (SELECT count(*) FROM finding WHERE kind = 'defect') AS defect,
       (SELECT count(*) FROM finding WHERE kind = 'drift') AS drift,
       (SELECT count(*) FROM finding WHERE kind = 'goodwill') AS goodwill,
       (SELECT count(*) FROM finding WHERE kind = 'fork') AS fork,
       (SELECT coalesce(-sum(amount_minor), 0)::bigint FROM ledger_entry WHERE bucket = 'goodwill') AS "goodwillPoints",
       (SELECT count(*) FROM hold WHERE state = 'active') AS "activeHolds"`,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('a query without FROM answered no row');
  const { defect, drift, goodwill, fork, ...counts } = row;
  return { ...counts, findings: { defect, drift, goodwill, fork } };
}
