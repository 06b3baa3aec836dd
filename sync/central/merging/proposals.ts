import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { CentralContext } from '../central-context.ts';
import type { Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';
import { mergeTwo } from './merge-two.ts';
import { readRedirects } from './redirects.ts';

/** Two accounts that may be one person's: the phone is the same, and not verified on both sides. */
export interface MergeProposal {
  proposalId: number;
  accountId: string;
  otherId: string;
  /** `settled`: they became one without it */
  state: 'open' | 'accepted' | 'rejected' | 'settled';
  proposedAtMs: number;
  endedAtMs?: number;
}

export async function listProposals(db: Queryable, state: MergeProposal['state'] = 'open'): Promise<MergeProposal[]> {
  const rows = await db.query<{ proposalId: number; accountId: string; otherId: string; state: MergeProposal['state']; proposedAtMs: number; endedAtMs: number | null }>(
    `SELECT proposal_id AS "proposalId", account_id AS "accountId", other_id AS "otherId", state, proposed_at_ms AS "proposedAtMs", ended_at_ms AS "endedAtMs"
     FROM merge_proposal WHERE state = $1 ORDER BY proposal_id LIMIT 1000`,
    [state],
  );
  return rows.map(({ endedAtMs, ...row }) => ({ ...row, ...(endedAtMs === null ? {} : { endedAtMs }) }));
}

export type Decision = 'accept' | 'reject';

/**
 * What an administrator decides of an open proposal; the same decision again changes nothing. Accepted, the two accounts that are left of these become one.
 * @throws ProblemError `not-found`, `merge-decided` where it was decided otherwise, `merge-impossible`
 */
export async function decideProposal({ db, library }: Pick<CentralContext, 'db' | 'library'>, proposalId: number, decision: Decision, nowMs: number): Promise<MergeProposal['state']> {
  const bundle = (await library.inForce(db))?.bundle;
  return await db.transaction(async (tx) => {
    const rows = await tx.query<{ account_id: string; other_id: string; state: MergeProposal['state'] }>(
      'SELECT account_id, other_id, state FROM merge_proposal WHERE proposal_id = $1 FOR UPDATE', [proposalId],
    );
    const row = rows[0];
    if (row === undefined) throw new ProblemError('not-found', `There is no proposal ${proposalId}.`);
    const wanted = decision === 'accept' ? 'accepted' : 'rejected';
    if (row.state === wanted) return wanted;
    if (row.state !== 'open') throw new ProblemError('merge-decided', `Proposal ${proposalId} is ${row.state}.`);
    const state = decision === 'reject' ? wanted : await accept(tx, [row.account_id, row.other_id], bundle, nowMs);
    await tx.query('UPDATE merge_proposal SET state = $2, ended_at_ms = $3 WHERE proposal_id = $1', [proposalId, state, nowMs]);
    return state;
  }, 'READ COMMITTED', 'idempotent');
}

async function accept(tx: Queryable, named: readonly [string, string], bundle: Parameters<typeof mergeTwo>[3]['bundle'], nowMs: number): Promise<'accepted' | 'settled'> {
  const redirects = await readRedirects(tx, named);
  const [one, other] = named.map((id) => redirects.get(id) ?? id);
  if (one === undefined || other === undefined || one === other) return 'settled';
  const merged = await mergeTwo(tx, one, other, { cause: 'accepted', bundle, nowMs });
  switch (merged.outcome) {
    case 'merged':
      return 'accepted';
    case 'too-many-points':
      throw new ProblemError('merge-impossible', 'One account cannot hold the points of both.');
    case 'another-programme':
      throw new ProblemError('merge-impossible', 'The accounts belong to two programmes.');
    case 'merged-before':
      throw new ProblemError('merge-impossible', 'One of the accounts was merged at this moment. Ask again.');
    default:
      return unreachable(merged);
  }
}
