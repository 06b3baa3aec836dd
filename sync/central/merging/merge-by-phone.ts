import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CentralContext } from '../central-context.ts';
import type { Database, Queryable } from '../database/database.ts';
import { mergeTwo } from './merge-two.ts';

export interface MergesDone {
  merged: number;
  /** New proposals for an administrator */
  proposed: number;
}

interface Unchecked {
  account_id: string;
  phone: string;
  phone_verified: boolean;
}

const profilesPerRound = 200;

/**
 * Compares phones that are not compared yet with all others: merges accounts whose verified phone is the same, and proposes those whose phone is the same and
 * verified on one side at most. A profile is marked only when that is done, so it may run at any time, twice and in several processes: a pair that another
 * one merges at the same moment is left to it.
 */
export async function mergeByPhone({ db, library }: Pick<CentralContext, 'db' | 'library'>, nowMs: number): Promise<MergesDone> {
  const done: MergesDone = { merged: 0, proposed: 0 };
  for (;;) {
    const due = await db.query<Unchecked>('SELECT account_id, phone, phone_verified FROM profile WHERE NOT phone_checked ORDER BY account_id LIMIT $1', [profilesPerRound]);
    if (due.length === 0) return done;
    const bundle = (await library.inForce(db))?.bundle;
    for (const profile of due) {
      done.merged += await mergeWithOthers(db, profile, bundle, nowMs);
      done.proposed += await proposeOthers(db, profile, nowMs);
      // one that was changed meanwhile is compared again
      await db.query('UPDATE profile SET phone_checked = TRUE WHERE account_id = $1 AND phone = $2 AND phone_verified = $3', [profile.account_id, profile.phone, profile.phone_verified]);
    }
  }
}

/** Each pair in a transaction of its own; which of them is left is then compared itself. */
async function mergeWithOthers(db: Database, { account_id, phone, phone_verified }: Unchecked, bundle: Bundle | undefined, nowMs: number): Promise<number> {
  if (!phone_verified) return 0;
  const others = await db.query<{ account_id: string }>('SELECT account_id FROM profile WHERE phone = $1 AND phone_verified AND account_id <> $2 ORDER BY account_id', [phone, account_id]);
  let merged = 0;
  for (const other of others) {
    const outcome = await db.transaction(async (tx) => {
      const result = await mergeTwo(tx, account_id, other.account_id, { cause: 'verified-phone', bundle, nowMs });
      if (result.outcome === 'too-many-points' || result.outcome === 'another-programme') await propose(tx, account_id, other.account_id, nowMs);
      return result;
    }, 'READ COMMITTED', 'idempotent');
    if (outcome.outcome !== 'merged') continue;
    merged += 1;
    if (outcome.mergedId === account_id) return merged;
  }
  return merged;
}

async function propose(tx: Queryable, accountId: string, otherId: string, nowMs: number): Promise<void> {
  const [first, second] = accountId < otherId ? [accountId, otherId] : [otherId, accountId];
  await tx.query("INSERT INTO merge_proposal (account_id, other_id, state, proposed_at_ms) VALUES ($1, $2, 'open', $3) ON CONFLICT (account_id, other_id) DO NOTHING", [first, second, nowMs]);
}

/** A pair is proposed once for ever, so that one which was rejected does not come back. */
async function proposeOthers(db: Queryable, { account_id, phone, phone_verified }: Unchecked, nowMs: number): Promise<number> {
  const rows = await db.query(
    `INSERT INTO merge_proposal (account_id, other_id, state, proposed_at_ms)
     SELECT least(a.account_id, b.account_id), greatest(a.account_id, b.account_id), 'open', $4::bigint
     FROM account a JOIN profile p ON p.phone = $2 AND p.account_id <> a.account_id JOIN account b ON b.account_id = p.account_id AND b.programme_id = a.programme_id
     WHERE a.account_id = $1 AND a.merged_into IS NULL AND NOT ($3 AND p.phone_verified)
     ON CONFLICT (account_id, other_id) DO NOTHING RETURNING proposal_id`,
    [account_id, phone, phone_verified, nowMs],
  );
  return rows.length;
}
