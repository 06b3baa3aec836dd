import { allQuestions, type Question, type Questionnaire } from '../../../agent/domain/customer/questionnaire.ts';
import { allowsMessages } from '../../../agent/domain/customer/check-answers.ts';
import { noProfile, type FoldedProfile } from '../../../agent/domain/customer/profile-fold.ts';
import { recordset, type Queryable } from '../database/database.ts';

export interface ProfileChangeRow {
  accountId: string;
  kind: 'registered' | 'changed' | 'by-office' | 'merged' | 'erased' | 'phone-confirmed';
  fields: readonly string[];
  opId?: string;
  storeId?: string;
  tillId?: string;
  userId?: string;
  atMs: number;
}

/** Persons of accounts that are locked in this transaction, and what is to be written of them. */
export interface ProfileBooks {
  readonly byAccount: Map<string, FoldedProfile>;
  /** When a person was erased, by account */
  readonly erasedAtMs: ReadonlyMap<string, number>;
  readonly changed: Set<string>;
  readonly changes: ProfileChangeRow[];
  /** They say which answers allow messages */
  readonly questions: readonly Question[];
}

/** Reads the profiles of these accounts. The caller has locked the accounts: a profile changes only under its account's lock. */
export async function openProfiles(tx: Queryable, accountIds: readonly string[], questionnaires: readonly Questionnaire[] | undefined): Promise<ProfileBooks> {
  const byAccount = new Map<string, FoldedProfile>();
  const erasedAtMs = new Map<string, number>();
  if (accountIds.length > 0) {
    const rows = await tx.query<{ account_id: string; body: FoldedProfile['profile']; stamps: FoldedProfile['stamps'] }>('SELECT account_id, body, stamps FROM profile WHERE account_id = ANY($1)', [accountIds]);
    for (const { account_id, body, stamps } of rows) byAccount.set(account_id, { profile: body, stamps });
    const erased = await tx.query<{ account_id: string; erased_at_ms: number }>('SELECT account_id, erased_at_ms FROM profile_erasure WHERE account_id = ANY($1)', [accountIds]);
    for (const { account_id, erased_at_ms } of erased) erasedAtMs.set(account_id, erased_at_ms);
  }
  return { byAccount, erasedAtMs, changed: new Set(), changes: [], questions: allQuestions(questionnaires) };
}

export function profileOf({ byAccount }: ProfileBooks, accountId: string): FoldedProfile {
  return byAccount.get(accountId) ?? noProfile;
}

export function setProfile(books: ProfileBooks, accountId: string, folded: FoldedProfile): void {
  books.byAccount.set(accountId, folded);
  books.changed.add(accountId);
}

/** Writes what changed, and who changed it. */
export async function writeProfiles(tx: Queryable, books: ProfileBooks, nowMs: number): Promise<void> {
  const rows = [...books.changed].map((accountId) => {
    const { profile, stamps } = profileOf(books, accountId);
    return { accountId, body: profile, stamps, phone: profile.phone?.number, verified: profile.phone?.verified === true, allowed: allowsMessages(books.questions, profile) };
  });
  if (rows.length > 0) {
    await tx.query(
      `INSERT INTO profile (account_id, body, stamps, phone, phone_verified, phone_checked, phone_hashed, messages_allowed, changed_at_ms)
       SELECT "accountId", body, stamps, phone, verified, phone IS NULL, FALSE, allowed, $2::bigint
       FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, body jsonb, stamps jsonb, phone text, verified boolean, allowed boolean)
       ON CONFLICT (account_id) DO UPDATE SET body = excluded.body, stamps = excluded.stamps, phone = excluded.phone, phone_verified = excluded.phone_verified,
         phone_checked = excluded.phone_checked, phone_hashed = FALSE,
         messages_allowed = excluded.messages_allowed, changed_at_ms = excluded.changed_at_ms`,
      [...recordset(rows), nowMs],
    );
  }
  await writeChanges(tx, books.changes, nowMs);
}

export async function writeChanges(tx: Queryable, changes: readonly ProfileChangeRow[], nowMs: number): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `INSERT INTO profile_change (account_id, kind, fields, op_id, store_id, till_id, user_id, at_ms, received_at_ms)
     SELECT "accountId", kind, fields, "opId", "storeId", "tillId", "userId", "atMs", $2::bigint
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, kind text, fields jsonb, "opId" text, "storeId" text, "tillId" text, "userId" text, "atMs" bigint)`,
    [...recordset(changes), nowMs],
  );
}
