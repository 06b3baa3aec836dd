import { timingSafeEqual } from 'node:crypto';
import type { PhoneConfirmation } from '../../../agent/domain/customer/phone-confirmation.ts';
import type { Profile } from '../../../agent/domain/customer/profile.ts';
import type { CodeAnswer, CodeMessage, VerificationAnswer, VerificationRequest } from '../../protocol/customer-messages.ts';
import type { CentralContext } from '../central-context.ts';
import type { Queryable } from '../database/database.ts';
import { assertStillApart, leftOf } from '../merging/redirects.ts';
import { worthSendingMs } from '../notifications/notification.ts';
import { markConfirmed } from './phone-proofs.ts';
import { verificationCode } from './verification-code.ts';

/** Guesses of one code */
const mostTries = 5;
const hourMs = 3_600_000;
/** So many messages in an hour: to one number, to one customer whatever the number, and for one till, so that nobody sends messages with it at the chain's cost */
const mostPerHour = { phone: 3, account: 5, till: 60 } as const;

/**
 * A code that was sent:
 *
 *   sent ──right code──► confirmed       for ever: the same code again answers the same
 *    ├────wrong code──► sent, until five were wrong ──► expired
 *    └────its time is over ─────────────────────────► expired
 */
interface VerificationRow {
  account_id: string;
  phone: string;
  till_id: string;
  code_digits: number;
  tries: number;
  expires_at_ms: number;
  confirmed_at_ms: number | null;
}

type Parts = Pick<CentralContext, 'db' | 'library' | 'rootKeys'>;

/** Writes a code for the customer, to be sent at once. Again with the same id it writes none. */
export async function requestVerification({ db, library }: Parts, request: VerificationRequest, tillId: string, nowMs: number): Promise<VerificationAnswer> {
  const rules = (await library.inForce(db))?.bundle.phoneConfirmation;
  if (rules === undefined || rules.when === 'never') return { outcome: 'refused', reason: 'never-confirmed' };
  return await db.transaction(async (tx) => await write(tx, { rules, request, tillId, nowMs }), 'READ COMMITTED', 'idempotent');
}

interface Writing {
  rules: PhoneConfirmation;
  request: VerificationRequest;
  tillId: string;
  nowMs: number;
}

async function write(tx: Queryable, { rules, request, tillId, nowMs }: Writing): Promise<VerificationAnswer> {
  const { verificationId } = request;
  const accountId = await leftOf(tx, request.accountId);
  const locked = await tx.query('SELECT account_id FROM account WHERE account_id = $1 FOR UPDATE', [accountId]);
  if (locked.length === 0) return { outcome: 'refused', reason: 'account-unknown' };
  await assertStillApart(tx, [accountId]);
  const before = await read(tx, verificationId);
  if (before !== undefined) return before.account_id === accountId && before.till_id === tillId ? sent(before) : { outcome: 'refused', reason: 'account-unknown' };
  const profiles = await tx.query<{ body: Profile }>('SELECT body FROM profile WHERE account_id = $1', [accountId]);
  const phone = request.phone ?? profiles[0]?.body.phone?.number;
  if (phone === undefined) return { outcome: 'refused', reason: 'phone-missing' };
  // of a number, whichever account names it, one at a time
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 731790))', [phone]);
  const retryAfterMs = await waitFor(tx, { phone, accountId, tillId }, nowMs);
  if (retryAfterMs > 0) return { outcome: 'refused', reason: 'too-many-codes', retryAfterMs };
  const row: VerificationRow = { account_id: accountId, phone, till_id: tillId, code_digits: rules.codeDigits, tries: 0, expires_at_ms: nowMs + rules.validMinutes * 60_000, confirmed_at_ms: null };
  await tx.query(
    'INSERT INTO verification (verification_id, account_id, phone, till_id, code_digits, sent_at_ms, expires_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [verificationId, accountId, phone, tillId, row.code_digits, nowMs, row.expires_at_ms],
  );
  await tx.query(
    `INSERT INTO notification (notification_id, account_id, kind, facts, next_at_ms, too_late_at_ms, written_at_ms)
     VALUES ('code:' || $1::text, $2, 'code', jsonb_build_object('verificationId', $1::text), $3::bigint, least($4::bigint, $3::bigint + $5::bigint), $3::bigint) ON CONFLICT (notification_id) DO NOTHING`,
    [verificationId, accountId, nowMs, row.expires_at_ms, worthSendingMs.code],
  );
  return sent(row);
}

/** How long until one more code may be sent; 0 where one may now. */
async function waitFor(tx: Queryable, { phone, accountId, tillId }: { phone: string; accountId: string; tillId: string }, nowMs: number): Promise<number> {
  const since = nowMs - hourMs;
  const limits = [['phone', phone, mostPerHour.phone], ['account_id', accountId, mostPerHour.account], ['till_id', tillId, mostPerHour.till]] as const;
  let waitMs = 0;
  for (const [column, value, most] of limits) {
    const rows = await tx.query<{ sent_at_ms: number }>(`SELECT sent_at_ms FROM verification WHERE ${column} = $1 AND sent_at_ms > $2 ORDER BY sent_at_ms DESC LIMIT $3`, [value, since, most]);
    const oldest = rows[most - 1];
    if (oldest !== undefined) waitMs = Math.max(waitMs, oldest.sent_at_ms - since);
  }
  return waitMs;
}

/** Counts a guess, and where it is right marks the telephone as the customer's. */
export async function checkVerification({ db, library, rootKeys }: Parts, verificationId: string, { accountId: named, code }: CodeMessage, nowMs: number): Promise<CodeAnswer> {
  const questionnaires = (await library.inForce(db))?.bundle.questionnaires;
  return await db.transaction(async (tx): Promise<CodeAnswer> => {
    const accountId = await leftOf(tx, named);
    await tx.query('SELECT account_id FROM account WHERE account_id = $1 FOR UPDATE', [accountId]);
    await assertStillApart(tx, [accountId]);
    const row = await read(tx, verificationId);
    if (row?.account_id !== accountId) return { outcome: 'refused', reason: 'verification-unknown' };
    const isRight = sameCode(code, verificationCode(await rootKeys.inForce(tx), verificationId, row.code_digits));
    if (row.confirmed_at_ms !== null && isRight) return { outcome: 'confirmed' };
    if (row.confirmed_at_ms !== null || row.expires_at_ms <= nowMs || row.tries >= mostTries) return { outcome: 'refused', reason: 'code-expired' };
    if (!isRight) {
      await tx.query('UPDATE verification SET tries = tries + 1 WHERE verification_id = $1', [verificationId]);
      return { outcome: 'refused', reason: 'code-wrong', triesLeft: mostTries - row.tries - 1 };
    }
    await tx.query('UPDATE verification SET confirmed_at_ms = $2 WHERE verification_id = $1', [verificationId, nowMs]);
    await markConfirmed(tx, { accountId, phone: row.phone, tillId: row.till_id, questionnaires, nowMs });
    return { outcome: 'confirmed' };
  }, 'READ COMMITTED', 'undone');
}

async function read(tx: Queryable, verificationId: string): Promise<VerificationRow | undefined> {
  const rows = await tx.query<VerificationRow>('SELECT account_id, phone, till_id, code_digits, tries, expires_at_ms, confirmed_at_ms FROM verification WHERE verification_id = $1', [verificationId]);
  return rows[0];
}

function sent({ code_digits: codeDigits, expires_at_ms: expiresAtMs, phone }: VerificationRow): VerificationAnswer {
  return { outcome: 'sent', codeDigits, expiresAtMs, phoneEnding: phone.slice(-4) };
}

function sameCode(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
