import type { FeedAnswer, ProgrammeChanges, ProtocolVersion, SettledVerdict } from '../protocol/messages.ts';
import type { SignedPhoneKey } from '../protocol/phone-key.ts';
import type { SignedSealingKey } from '../protocol/sealing-key.ts';
import type { Account } from '../../agent/domain/customer/account.ts';
import { accountForTill, completeAccounts, ownAccountColumns, type AccountRow, type OwnAccountRow } from './accounts/account-rows.ts';
import type { Queryable } from './database/database.ts';
import type { FeedHead } from './feed-head.ts';
import type { PhoneKeys } from './profiles/phone-keys.ts';
import type { SealingKeys } from './profiles/sealing-keys.ts';
import { readProgrammeChanges } from './programme-state.ts';

export interface AskedOperation {
  opId: string;
  /** The reason that the till knows; without it the operation waited */
  parkedFor?: string;
}

export interface FeedRequest {
  /** Of the view that the cursor belongs to */
  epoch: string;
  journalId: string;
  /** Who asks */
  tillId: string;
  cursor: number;
  limit: number;
  /** The last operation of this journal that the till's rows contain, as it knows; 0 where it does not say */
  throughSeq?: number;
  protocol: ProtocolVersion;
  /** Operations of this till that were not settled when it last heard of them */
  asked?: readonly AskedOperation[];
  /** Verdicts on its operations on cards, and on sales by a code of the application, that changed after this position */
  revisedAfter?: number;
  /** Which sealing key the till has, or `none` */
  sealing?: { hasKey: string; keys: SealingKeys };
  /** Which key of telephone hashes it has, or `none` */
  phones?: { hasKey: string; keys: PhoneKeys };
}

/** What all tills get that stand at the same cursor and ask for as much. */
export interface FeedPage {
  cursor: number;
  /** The last position that the page tells of */
  end: number;
  more: boolean;
  rows: readonly AccountRow[];
  /** One and the same list for all tills of a protocol */
  accountsFor(protocol: ProtocolVersion): Account[];
  /** What of the programme changed, for the till of this journal */
  programmeFor(journalId: string): Promise<ProgrammeChanges | undefined>;
}

/** Accounts changed after the cursor. Nothing is asked for a cursor at the end of the feed. */
export async function readPage(tx: Queryable, head: FeedHead, { cursor, limit }: Pick<FeedRequest, 'cursor' | 'limit'>): Promise<FeedPage> {
  const found = cursor === head.position ? [] : await tx.query<OwnAccountRow>(
    `SELECT ${ownAccountColumns} FROM account a WHERE a.changed_position > $1 ORDER BY a.changed_position LIMIT $2`,
    [cursor, limit + 1],
  );
  const rows = await completeAccounts(tx, found.slice(0, limit));
  const more = found.length > limit;
  // The last page reaches to the end of the feed: what changed there besides accounts is in it too.
  const end = (more ? rows.at(-1)?.changed_position : undefined) ?? head.position;
  const made = new Map<ProtocolVersion, Account[]>();
  const readProgramme = (journalId: string) => (cursor === head.position ? Promise.resolve(undefined) : readProgrammeChanges(tx, { cursor, pageEnd: end, journalId }));
  let ofAll: ReturnType<typeof readProgramme> | undefined;
  return {
    cursor, end, more, rows,
    // a page to the end of the feed holds the coupons of every journal
    programmeFor: (journalId) => (more ? readProgramme(journalId) : (ofAll ??= readProgramme(journalId))),
    accountsFor: (protocol) => {
      const accounts = made.get(protocol) ?? rows.map((row) => accountForTill(row, protocol));
      made.set(protocol, accounts);
      return accounts;
    },
  };
}

/** What an answer is made of. */
export interface FeedView {
  tx: Queryable;
  head: FeedHead & { bundleHash: string };
  page: FeedPage;
  /** What tills seal to; undefined for one that does not ask */
  sealingKey: SignedSealingKey | undefined;
  /** What tills hash telephones with; undefined for one that does not ask */
  phoneKey: SignedPhoneKey | undefined;
}

/**
 * The page as an answer to this till.
 *
 * `through` names the last operation of this journal in the view, so every account that such an operation changed after the cursor
 * must be in the page, whatever the limit: else the till would take an operation for contained in a row that it has not got yet.
 * Those that its rows contain already, as it says by `throughSeq`, are not told of ahead of their turn again.
 */
export async function answerFrom({ tx, head, page, sealingKey, phoneKey }: FeedView, request: FeedRequest): Promise<FeedAnswer> {
  const { journalId, protocol } = request;
  const { end, more } = page;
  const own = more ? await readOwnChanges(tx, request, end) : [];
  const programme = protocol === 1 ? undefined : await page.programmeFor(journalId);
  const settled = await readSettled(tx, request);
  const revised = await readRevised(tx, head, request);
  const accounts = page.accountsFor(protocol);
  return {
    epoch: head.epoch,
    cursor: end,
    through: { journalId, seq: head.seqOf(journalId) },
    accounts: own.length === 0 ? accounts : [...accounts, ...own.map((row) => accountForTill(row, protocol))],
    ...(programme === undefined ? {} : { programme }),
    more,
    ...(settled.length === 0 ? {} : { settled }),
    ...revised,
    ...(sealingKey === undefined || sealingKey.keyId === request.sealing?.hasKey ? {} : { sealingKey }),
    ...(phoneKey === undefined || phoneKey.keyId === request.phones?.hasKey ? {} : { phoneKey }),
    bundleHash: head.bundleHash,
    ...(protocol === 1 ? {} : keysFor(head, request.tillId)),
  };
}

/** What this till is to know of keys. */
function keysFor({ rootKeyId, isKeyChangeAsked }: FeedHead, tillId: string): Pick<FeedAnswer, 'rootKeyId' | 'changeTillKey'> {
  return { ...(rootKeyId === null ? {} : { rootKeyId }), ...(isKeyChangeAsked(tillId) ? { changeTillKey: true } : {}) };
}

/** Accounts beyond the page that operations of this journal changed after the last one that the till's rows contain; with those that were merged meanwhile those that have their points now. */
async function readOwnChanges(tx: Queryable, { journalId, throughSeq = 0 }: FeedRequest, pageEnd: number): Promise<AccountRow[]> {
  const rows = await tx.query<OwnAccountRow>(
    `WITH own AS (SELECT DISTINCT account_id FROM operation WHERE journal_id = $1 AND seq > $3),
       named AS (SELECT account_id FROM own UNION SELECT m.merged_into FROM own JOIN account m ON m.account_id = own.account_id WHERE m.merged_into IS NOT NULL)
     SELECT ${ownAccountColumns} FROM named JOIN account a ON a.account_id = named.account_id
     WHERE a.changed_position > $2 ORDER BY a.changed_position`,
    [journalId, pageEnd, throughSeq],
  );
  return await completeAccounts(tx, rows);
}

/** Those of the operations of which the till knows something else. */
async function readSettled(tx: Queryable, { tillId, asked = [] }: FeedRequest): Promise<SettledVerdict[]> {
  if (asked.length === 0) return [];
  const rows = await tx.query<{ op_id: string; verdict: SettledVerdict['verdict']; reason: string | null }>(
    `SELECT o.op_id, o.verdict, o.reason FROM operation o JOIN journal j ON j.journal_id = o.journal_id
     WHERE o.op_id = ANY($2) AND j.till_id = $1 AND o.verdict <> 'waiting' ORDER BY o.seq`,
    [tillId, asked.map(({ opId }) => opId)],
  );
  const knownReasons = new Map(asked.map(({ opId, parkedFor }) => [opId, parkedFor]));
  return rows.filter(({ op_id, verdict, reason }) => verdict === 'applied' || (reason ?? 'parked') !== knownReasons.get(op_id)).map(({ op_id: opId, verdict, reason }) => ({ opId, verdict, ...(reason === null || verdict === 'applied' ? {} : { reason }) }));
}

/** Whose verdicts changed; nothing is asked where none did since. */
async function readRevised(tx: Queryable, { position, revisedPosition }: FeedHead, { tillId, revisedAfter }: FeedRequest): Promise<Pick<FeedAnswer, 'revised' | 'revisedThrough'>> {
  if (revisedAfter === undefined) return {};
  // a position of another epoch may lie beyond the end of this one
  const after = revisedAfter > position ? 0 : revisedAfter;
  if (after >= revisedPosition) return { revisedThrough: position };
  const rows = await tx.query<{ op_id: string; verdict: SettledVerdict['verdict']; reason: string | null }>(
    `SELECT o.op_id, o.verdict, o.reason FROM (
       SELECT op_id, revised_position FROM card_operation WHERE till_id = $1 AND revised_position > $2 UNION ALL SELECT op_id, revised_position FROM revised_sale WHERE till_id = $1 AND revised_position > $2
     ) r JOIN operation o ON o.op_id = r.op_id ORDER BY r.revised_position, o.seq`,
    [tillId, after],
  );
  return { revisedThrough: position, ...(rows.length === 0 ? {} : { revised: rows.map(({ op_id: opId, verdict, reason }) => ({ opId, verdict, ...(reason === null ? {} : { reason }) })) }) };
}
