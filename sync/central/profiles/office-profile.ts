import Type from 'typebox';
import { normalisePhone } from '../../../agent/domain/customer/phone.ts';
import { fieldsOf, ProfileChange, type Profile } from '../../../agent/domain/customer/profile.ts';
import { foldChange } from '../../../agent/domain/customer/profile-fold.ts';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import { change } from '../accounts/books.ts';
import { openBooks } from '../accounts/open-books.ts';
import { writeBooks } from '../accounts/write-books.ts';
import type { CentralContext } from '../central-context.ts';
import type { Queryable } from '../database/database.ts';
import { assertNotMerged, readRedirects } from '../merging/redirects.ts';
import { ProblemError } from '../problem-error.ts';
import { shownOf } from '../push/apply-customer.ts';
import { openProfiles, profileOf, setProfile, writeProfiles } from './profile-books.ts';

/** PATCH /admin/v1/profiles/{accountId}: what somebody at the office says of a person; a telephone as it was typed. */
export const OfficeChange = Strict({
  ...Type.Omit(ProfileChange, ['phone']).properties,
  phone: Type.Optional(Type.Union([Strict({ number: Type.String({ minLength: 1, maxLength: 40 }), verified: Type.Boolean() }), Type.Null()])),
  userId: Type.Optional(Id),
});
export type OfficeChange = Type.Static<typeof OfficeChange>;

/** GET /admin/v1/profiles/{accountId} */
export interface ProfileView {
  accountId: string;
  profile: Profile;
  /** Newest first */
  changes: { kind: string; fields: string[]; storeId: string | null; tillId: string | null; userId: string | null; atMs: number }[];
  erasedAtMs?: number;
}

/** @throws ProblemError `not-found` */
export async function readProfile(db: Queryable, named: string): Promise<ProfileView> {
  const accountId = (await readRedirects(db, [named])).get(named) ?? named;
  const accounts = await db.query<{ body: Profile | null; erased_at_ms: number | null }>(
    `SELECT p.body, e.erased_at_ms FROM account a LEFT JOIN profile p ON p.account_id = a.account_id LEFT JOIN profile_erasure e ON e.account_id = a.account_id WHERE a.account_id = $1`,
    [accountId],
  );
  const row = accounts[0];
  if (row === undefined) throw new ProblemError('not-found', `There is no account ${named}.`);
  const changes = await db.query<ProfileView['changes'][number]>(
    `SELECT kind, fields, store_id AS "storeId", till_id AS "tillId", user_id AS "userId", at_ms AS "atMs" FROM profile_change
     WHERE account_id = $1 OR account_id IN (SELECT account_id FROM account WHERE merged_into = $1) ORDER BY change_id DESC LIMIT 200`,
    [accountId],
  );
  return { accountId, profile: row.body ?? {}, changes, ...(row.erased_at_ms === null ? {} : { erasedAtMs: row.erased_at_ms }) };
}

/** @throws ProblemError `not-found`, `bad-request` */
export async function changeByOffice({ db, library }: Pick<CentralContext, 'db' | 'library'>, named: string, { userId, phone, ...rest }: OfficeChange, nowMs: number): Promise<string> {
  const number = phone === undefined || phone === null ? undefined : normalisePhone(phone.number);
  if (phone !== undefined && phone !== null && number === undefined) throw new ProblemError('bad-request', 'This is no telephone number.', { path: '/phone/number' });
  const wanted: ProfileChange = { ...rest, ...(phone === undefined ? {} : { phone: phone === null || number === undefined ? null : { number, verified: phone.verified } }) };
  const questionnaires = (await library.inForce(db))?.bundle.questionnaires;
  return await db.transaction(async (tx) => {
    const accountId = (await readRedirects(tx, [named])).get(named) ?? named;
    const books = await openBooks(tx, [accountId], [], nowMs);
    if (!books.accounts.has(accountId)) throw new ProblemError('not-found', `There is no account ${named}.`);
    assertNotMerged(books);
    const profiles = await openProfiles(tx, [accountId], questionnaires);
    const folded = foldChange(profileOf(profiles, accountId), wanted, { atMs: nowMs, journalId: '', seq: 0 });
    const verified = folded.profile.phone;
    if (verified?.verified === true) await tx.query('INSERT INTO phone_proof (account_id, phone, at_ms) VALUES ($1, $2, $3) ON CONFLICT (account_id, phone) DO NOTHING', [accountId, verified.number, nowMs]);
    setProfile(profiles, accountId, folded);
    change(books, accountId, (account) => shownOf(account, folded));
    profiles.changes.push({ accountId, kind: 'by-office', fields: fieldsOf(wanted), atMs: nowMs, ...(userId === undefined ? {} : { userId }) });
    await writeBooks(tx, books);
    await writeProfiles(tx, profiles, nowMs);
    return accountId;
  }, 'READ COMMITTED', 'idempotent');
}
