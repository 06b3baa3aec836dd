import type { CentralContext } from '../central-context.ts';
import type { Queryable } from '../database/database.ts';
import { mergeTwo } from './merge-two.ts';

export interface MergesDone {
  merged: number;
  /** New proposals for an administrator */
  proposed: number;
}

/** Pairs that one round takes; the next takes the rest. */
const pairsPerRound = 200;

/**
 * Merges accounts whose verified phone is the same, and proposes those whose phone is the same and verified on one side at most. It asks the database for
 * what is due, so it may run at any time, twice and in several processes: a pair that another one merges at the same moment is left to it.
 */
export async function mergeByPhone({ db, library }: Pick<CentralContext, 'db' | 'library'>, nowMs: number): Promise<MergesDone> {
  const bundle = (await library.inForce(db))?.bundle;
  const done: MergesDone = { merged: 0, proposed: 0 };
  for (;;) {
    const pairs = await readDuePairs(db);
    const before = done.merged;
    for (const { account_id, other_id } of pairs) {
      const outcome = await db.transaction(async (tx) => {
        const merged = await mergeTwo(tx, account_id, other_id, { cause: 'verified-phone', bundle, nowMs });
        if (merged.outcome === 'too-many-points' || merged.outcome === 'another-programme') await propose(tx, account_id, other_id, nowMs);
        return merged.outcome;
      }, 'READ COMMITTED', 'idempotent');
      if (outcome === 'merged') done.merged += 1;
    }
    if (done.merged === before) break;
  }
  done.proposed = await proposeUnverified(db, nowMs);
  return done;
}

/** Each account with the first one of its phone; what was decided of a proposal before both were verified counts no more. */
async function readDuePairs(db: Queryable): Promise<{ account_id: string; other_id: string }[]> {
  return await db.query(
    `SELECT first_id AS account_id, account_id AS other_id FROM (
       SELECT p.account_id, p.phone, min(p.account_id) OVER (PARTITION BY p.phone) AS first_id
       FROM profile p WHERE p.phone_verified AND p.phone IN (SELECT phone FROM profile WHERE phone_verified GROUP BY phone HAVING count(*) > 1)
     ) AS same
     WHERE account_id <> first_id ORDER BY phone, account_id LIMIT $1`,
    [pairsPerRound],
  );
}

async function propose(tx: Queryable, accountId: string, otherId: string, nowMs: number): Promise<void> {
  const [first, second] = accountId < otherId ? [accountId, otherId] : [otherId, accountId];
  await tx.query("INSERT INTO merge_proposal (account_id, other_id, state, proposed_at_ms) VALUES ($1, $2, 'open', $3) ON CONFLICT (account_id, other_id) DO NOTHING", [first, second, nowMs]);
}

/** One statement for all; a pair is proposed once for ever, so that one which was rejected does not come back. */
async function proposeUnverified(db: Queryable, nowMs: number): Promise<number> {
  const rows = await db.query(
    `INSERT INTO merge_proposal (account_id, other_id, state, proposed_at_ms)
     SELECT one.account_id, other.account_id, 'open', $1::bigint
     FROM profile one JOIN profile other ON other.phone = one.phone AND one.account_id < other.account_id
     JOIN account a ON a.account_id = one.account_id JOIN account b ON b.account_id = other.account_id AND b.programme_id = a.programme_id
     WHERE NOT (one.phone_verified AND other.phone_verified)
     ON CONFLICT (account_id, other_id) DO NOTHING RETURNING proposal_id`,
    [nowMs],
  );
  return rows.length;
}
