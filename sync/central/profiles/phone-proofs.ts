import type { Questionnaire } from '../../../agent/domain/customer/questionnaire.ts';
import type { FoldedProfile } from '../../../agent/domain/customer/profile-fold.ts';
import type { Queryable } from '../database/database.ts';
import { openProfiles, setProfile, writeProfiles } from './profile-books.ts';

interface Confirmed {
  accountId: string;
  phone: string;
  tillId: string;
  questionnaires: readonly Questionnaire[] | undefined;
  nowMs: number;
}

/**
 * The customer has shown that the number is theirs. The person may come later, or have named another number since: the proof is kept, and counts as soon as a
 * profile says this number. The caller has locked the account.
 */
export async function markConfirmed(tx: Queryable, { accountId, phone, tillId, questionnaires, nowMs }: Confirmed): Promise<void> {
  await tx.query('INSERT INTO phone_proof (account_id, phone, at_ms) VALUES ($1, $2, $3) ON CONFLICT (account_id, phone) DO NOTHING', [accountId, phone, nowMs]);
  const profiles = await openProfiles(tx, [accountId], questionnaires);
  const folded = profiles.byAccount.get(accountId);
  if (folded?.profile.phone?.number !== phone || folded.profile.phone.verified) return;
  setProfile(profiles, accountId, withVerified(folded, true));
  profiles.changes.push({ accountId, kind: 'phone-confirmed', fields: ['phone'], tillId, atMs: nowMs });
  await writeProfiles(tx, profiles, nowMs);
}

/** Which numbers these accounts have shown to be theirs, as `<account> <number>`. */
export async function readProofs(tx: Queryable, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (accountIds.length === 0) return new Set();
  const rows = await tx.query<{ account_id: string; phone: string }>('SELECT account_id, phone FROM phone_proof WHERE account_id = ANY($1)', [accountIds]);
  return new Set(rows.map(({ account_id, phone }) => proofKey(account_id, phone)));
}

/** The profile with its number verified if the centre has proof, whatever a till says of it. */
export function asProven(folded: FoldedProfile, accountId: string, proofs: ReadonlySet<string>): FoldedProfile {
  const { phone } = folded.profile;
  return phone === undefined ? folded : withVerified(folded, proofs.has(proofKey(accountId, phone.number)));
}

function withVerified(folded: FoldedProfile, verified: boolean): FoldedProfile {
  const { phone } = folded.profile;
  return phone === undefined || phone.verified === verified ? folded : { ...folded, profile: { ...folded.profile, phone: { ...phone, verified } } };
}

function proofKey(accountId: string, phone: string): string {
  return `${accountId} ${phone}`;
}
