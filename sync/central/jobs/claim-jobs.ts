import type { Queryable } from '../database/database.ts';

/** Any number, as long as every process of the centre has it and no other lock does. */
const jobsLock = 731_720;

/** Claims the jobs to the end of this transaction; false where another process is at them. No process leads: whoever comes first works. */
export async function claimJobs(tx: Queryable): Promise<boolean> {
  const rows = await tx.query<{ claimed: boolean }>('SELECT pg_try_advisory_xact_lock($1::bigint) AS claimed', [jobsLock]);
  return rows[0]?.claimed === true;
}
