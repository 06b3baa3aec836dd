import type { FeedAnswer, ProtocolVersion, SettledVerdict } from '../protocol/messages.ts';
import { accountColumns, accountForTill, type AccountRow } from './accounts/account-rows.ts';
import type { SignedSealingKey } from '../protocol/sealing-key.ts';
import type { ChangeSignal } from './change-signal.ts';
import type { Database, Queryable } from './database/database.ts';
import type { SealingKeys } from './profiles/sealing-keys.ts';
import { ProblemError } from './problem-error.ts';
import { readProgrammeChanges } from './programme-state.ts';

export interface FeedRequest {
  /** Of the view that the cursor belongs to */
  epoch: string;
  journalId: string;
  /** Who asks */
  tillId: string;
  cursor: number;
  limit: number;
  protocol: ProtocolVersion;
  /** Operations of this till that waited when it last heard of them */
  waiting?: { tillId: string; opIds: readonly string[] };
  /** Which sealing key the till has, or `none` */
  sealing?: { hasKey: string; keys: SealingKeys };
}

/**
 * Accounts changed after the cursor, from one view.
 *
 * `through` names the last operation of this journal in the view, so every account that such an operation changed after the cursor
 * must be in the page, whatever the limit: else the till would take an operation for contained in a row that it has not got yet.
 */
export async function readFeed(db: Database, request: FeedRequest): Promise<FeedAnswer> {
  return await db.transaction(async (tx) => {
    const { journalId, cursor, limit, protocol } = request;
    const head = await readFeedHead(tx, journalId, request.tillId);
    if (head.bundleHash === null) throw new ProblemError('no-bundle', 'No programme bundle was published yet.');
    if (request.epoch !== head.epoch) throw new ProblemError('epoch-changed', 'The centre has begun a new epoch. Take a new snapshot.');
    if (cursor > head.position) throw new ProblemError('epoch-changed', `The cursor ${cursor} lies beyond the end of the feed. Take a new snapshot.`);
    const rows = await tx.query<AccountRow>(
      `SELECT ${accountColumns} FROM account a WHERE a.changed_position > $1 ORDER BY a.changed_position LIMIT $2`,
      [cursor, limit + 1],
    );
    const page = rows.slice(0, limit);
    const more = rows.length > limit;
    // The last page reaches to the end of the feed: what changed there besides accounts is in it too.
    const pageEnd = (more ? page.at(-1)?.changed_position : undefined) ?? head.position;
    const own = more ? await readOwnChanges(tx, journalId, cursor, pageEnd) : [];
    const programme = protocol === 1 ? undefined : await readProgrammeChanges(tx, { cursor, pageEnd, journalId });
    const settled = request.waiting === undefined ? [] : await readSettled(tx, request.waiting);
    const sealingKey = await newSealingKey(tx, request.sealing);
    return {
      epoch: head.epoch,
      cursor: pageEnd,
      through: { journalId, seq: head.seq },
      accounts: [...page, ...own].map((row) => accountForTill(row, protocol)),
      ...(programme === undefined ? {} : { programme }),
      more,
      ...(settled.length === 0 ? {} : { settled }),
      ...(sealingKey === undefined ? {} : { sealingKey }),
      bundleHash: head.bundleHash,
      ...(protocol === 1 ? {} : { ...(head.rootKeyId === null ? {} : { rootKeyId: head.rootKeyId }), ...(head.changeTillKey ? { changeTillKey: true as const } : {}) }),
    };
  }, 'REPEATABLE READ');
}

/** Accounts beyond the page that operations of this journal changed after the cursor; with those that were merged meanwhile those that have their points now. */
async function readOwnChanges(tx: Queryable, journalId: string, cursor: number, pageEnd: number): Promise<AccountRow[]> {
  return await tx.query<AccountRow>(
    `SELECT ${accountColumns} FROM account a
     WHERE a.changed_position > $3
       AND (a.account_id IN (SELECT o.account_id FROM operation o WHERE o.journal_id = $1 AND o.feed_position > $2)
         OR a.account_id IN (SELECT m.merged_into FROM operation o JOIN account m ON m.account_id = o.account_id WHERE o.journal_id = $1 AND o.feed_position > $2))
     ORDER BY a.changed_position`,
    [journalId, cursor, pageEnd],
  );
}

/** The sealing key, where the till has another one. A process without the root key in force leaves it to the others to tell. */
async function newSealingKey(tx: Queryable, sealing: FeedRequest['sealing']): Promise<SignedSealingKey | undefined> {
  if (sealing === undefined) return undefined;
  try {
    const key = await sealing.keys.current(tx);
    return key.keyId === sealing.hasKey ? undefined : key;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'root-key-away') return undefined;
    throw error;
  }
}

/** Those of the operations that wait no more. */
async function readSettled(tx: Queryable, { tillId, opIds }: NonNullable<FeedRequest['waiting']>): Promise<SettledVerdict[]> {
  const rows = await tx.query<{ op_id: string; verdict: SettledVerdict['verdict']; reason: string | null }>(
    `SELECT o.op_id, o.verdict, o.reason FROM operation o JOIN journal j ON j.journal_id = o.journal_id
     WHERE o.op_id = ANY($2) AND j.till_id = $1 AND o.verdict <> 'waiting' ORDER BY o.seq`,
    [tillId, opIds],
  );
  return rows.map(({ op_id: opId, verdict, reason }) => ({ opId, verdict, ...(reason === null ? {} : { reason }) }));
}

export interface FeedHead {
  epoch: string;
  /** Of the last change */
  position: number;
  /** The last operation of this journal that the view contains; 0 where it has none */
  seq: number;
  /** Of the bundle in force */
  bundleHash: string | null;
  rootKeyId: string | null;
  changeTillKey: boolean;
}

/** @param tillId who asks, where it is to hear what concerns itself alone */
export async function readFeedHead(tx: Queryable, journalId: string, tillId?: string): Promise<FeedHead> {
  const rows = await tx.query<FeedHead>(
    `SELECT position,
       (SELECT value FROM meta WHERE key = 'epoch') AS epoch,
       coalesce((SELECT seq FROM journal WHERE journal_id = $1), 0) AS seq,
       (SELECT hash FROM bundle ORDER BY serial DESC LIMIT 1) AS "bundleHash",
       (SELECT value FROM meta WHERE key = 'root-key') AS "rootKeyId",
       EXISTS (SELECT 1 FROM till WHERE till_id = $2 AND key_change_asked_at_ms IS NOT NULL) AS "changeTillKey"
     FROM feed_head`,
    [journalId, tillId ?? ''],
  );
  const head = rows[0];
  if (head === undefined) throw new Error('feed_head has lost its row');
  return head;
}

/** What the poll compares to see that another process has changed something. */
export async function readFeedMark(db: Queryable): Promise<string> {
  const rows = await db.query<{ mark: string }>(
    `SELECT (SELECT position FROM feed_head)::text || ':' || (SELECT coalesce(max(serial), 0) FROM bundle)::text
       || ':' || (SELECT coalesce(max(value), '') FROM meta WHERE key = 'root-key') || ':' || (SELECT count(*) FROM till WHERE key_change_asked_at_ms IS NOT NULL)::text AS mark`,
  );
  return rows[0]?.mark ?? '';
}

/** Waits up to `waitMs` for something that the till has not got: accounts, a confirmed operation, another bundle. */
export async function waitForFeed(
  options: { db: Database; signal: ChangeSignal; abort: AbortSignal; waitMs: number },
  request: FeedRequest,
): Promise<FeedAnswer> {
  const deadline = performance.now() + options.waitMs;
  let first: FeedAnswer | undefined;
  for (;;) {
    const seen = options.signal.version;
    const answer = await readFeed(options.db, request);
    first ??= answer;
    const remainingMs = deadline - performance.now();
    const hasNews = answer.accounts.length > 0 || answer.programme !== undefined || answer.settled !== undefined || answer.sealingKey !== undefined;
    const isNew = hasNews || answer.bundleHash !== first.bundleHash || answer.rootKeyId !== first.rootKeyId || answer.changeTillKey !== first.changeTillKey || answer.through.seq !== first.through.seq;
    if (isNew || remainingMs <= 0 || options.signal.isClosed || options.abort.aborted) return answer;
    await options.signal.wait(seen, remainingMs, options.abort);
  }
}
