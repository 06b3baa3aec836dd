import { randomUUID } from 'node:crypto';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { allowsMessages } from '../../../agent/domain/customer/check-answers.ts';
import { allQuestions } from '../../../agent/domain/customer/questionnaire.ts';
import type { Profile } from '../../../agent/domain/customer/profile.ts';
import type { CentralContext } from '../central-context.ts';
import type { Database } from '../database/database.ts';
import type { RootKeys } from '../home/root-keys.ts';
import { verificationCode } from '../profiles/verification-code.ts';
import { messageText } from './message-text.ts';
import type { NotificationFacts, NotificationKind } from './notification.ts';
import { isQuiet, type QuietHours } from './quiet-hours.ts';
import type { NotificationSender } from './sender.ts';

export interface SendOptions {
  sender: NotificationSender;
  quietHours?: QuietHours;
  /** Ends the sending: what is not settled by then is sent again */
  signal: AbortSignal;
  /** 0 ≤ x < 1, for the jitter */
  random: () => number;
  now: () => number;
}

export interface SendingDone {
  sent: number;
  dropped: number;
  /** Tried, and to be tried again */
  putOff: number;
}

/** As many are sent at once, and claimed at a time. */
const claimedAtOnce = 20;
/** A process that claimed messages and died keeps them so long. It is longer than all of them may take. */
const leaseMs = 60_000;
const firstPauseMs = 5_000;
const longestPauseMs = 3_600_000;

interface ClaimedRow {
  notification_id: string;
  kind: NotificationKind;
  facts: object;
  attempts: number;
  body: Profile | null;
  /** Of a code: where it goes, and how long it is */
  code_phone: string | null;
  code_digits: number | null;
}

/**
 * Sends what is due, until nothing is, each message once at least: it is claimed, sent, and then settled, so that a process which stops between sending and
 * settling leaves it to be sent again under the same id. Any number of processes may do it.
 */
export async function sendDue({ db, library, rootKeys }: Pick<CentralContext, 'db' | 'library' | 'rootKeys'>, options: SendOptions): Promise<SendingDone> {
  const done: SendingDone = { sent: 0, dropped: 0, putOff: 0 };
  const bundle = (await library.inForce(db))?.bundle;
  if (bundle === undefined) return done;
  while (!options.signal.aborted) {
    // Whoever asks for a code waits for it, whatever the hour.
    const codesOnly = options.quietHours !== undefined && isQuiet(options.quietHours, options.now(), bundle.timeZone);
    const lease = randomUUID();
    const claimed = await claim(db, lease, options.now(), codesOnly);
    const outcomes = await Promise.all(claimed.map(async (row) => await sendOne({ db, rootKeys, lease, bundle, options }, row)));
    for (const outcome of outcomes) done[outcome] += 1;
    if (claimed.length < claimedAtOnce) return done;
  }
  return done;
}

async function claim(db: Database, lease: string, nowMs: number, codesOnly: boolean): Promise<ClaimedRow[]> {
  await db.transaction(async (tx) => {
    await tx.query(
      `UPDATE notification SET lease = $1, leased_until_ms = $2::bigint + $3::bigint, attempts = attempts + 1
       WHERE notification_id IN (
         SELECT notification_id FROM notification
         WHERE state = 'due' AND next_at_ms <= $2 AND too_late_at_ms > $2 AND (leased_until_ms IS NULL OR leased_until_ms <= $2) AND (kind = 'code' OR NOT $5::boolean)
         ORDER BY next_at_ms, notification_id LIMIT $4 FOR UPDATE SKIP LOCKED
       )`,
      [lease, nowMs, leaseMs, claimedAtOnce, codesOnly],
    );
  });
  return await db.query<ClaimedRow>(
    `SELECT n.notification_id, n.kind, n.facts, n.attempts, p.body, v.phone AS code_phone, v.code_digits FROM notification n JOIN account a ON a.account_id = n.account_id
     LEFT JOIN verification v ON n.kind = 'code' AND v.verification_id = n.facts ->> 'verificationId' AND v.confirmed_at_ms IS NULL
     LEFT JOIN profile p ON p.account_id = coalesce(a.merged_into, a.account_id) WHERE n.lease = $1 AND n.state = 'due'`,
    [lease],
  );
}

interface Sending {
  readonly db: Database;
  readonly rootKeys: RootKeys;
  readonly lease: string;
  readonly bundle: Bundle;
  readonly options: SendOptions;
}

async function sendOne(sending: Sending, row: ClaimedRow): Promise<keyof SendingDone> {
  const { db, lease, bundle, options: { sender, signal, random, now } } = sending;
  const to = row.kind === 'code' ? row.code_phone : row.body?.phone?.number;
  const refusal = row.kind === 'code' ? undefined : whyNot(row.body, bundle);
  if (refusal !== undefined || to === undefined || to === null) return await settle(db, lease, row, 'dropped', refusal ?? 'no-address', now());
  const { language = 'ru', givenName } = row.body ?? {};
  try {
    const facts = await factsOf(sending, row);
    const sent = await sender.send({ id: row.notification_id, kind: row.kind, to, language, text: messageText(facts, language, bundle, givenName) }, signal);
    return sent.outcome === 'sent' ? await settle(db, lease, row, 'sent', undefined, now()) : await settle(db, lease, row, 'dropped', sent.reason, now());
  } catch (error) {
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(row.attempts - 1, 20)) * (0.5 + random() / 2);
    await db.query('UPDATE notification SET next_at_ms = $3, reason = $4, lease = NULL, leased_until_ms = NULL WHERE notification_id = $1 AND lease = $2', [
      row.notification_id, lease, Math.round(now() + pauseMs), String(error).slice(0, 200),
    ]);
    return 'putOff';
  }
}

/** A code lies in no row: it is made here. */
async function factsOf({ db, rootKeys }: Sending, { kind, facts, code_digits }: ClaimedRow): Promise<NotificationFacts> {
  const stored = { kind, ...facts } as NotificationFacts;
  return stored.kind === 'code' ? { ...stored, code: verificationCode(await rootKeys.inForce(db), stored.verificationId, code_digits ?? 0) } : stored;
}

/** A number that nobody has shown to be theirs may be a stranger's: they are not told of somebody's points. What was allowed when it was written may not be any more. */
function whyNot(profile: Profile | null, bundle: Bundle): string | undefined {
  if (profile === null || profile.phone?.verified !== true) return 'no-address';
  return allowsMessages(allQuestions(bundle.questionnaires), profile) ? undefined : 'no-consent';
}

async function settle(db: Database, lease: string, row: ClaimedRow, state: 'sent' | 'dropped', reason: string | undefined, nowMs: number): Promise<'sent' | 'dropped'> {
  await db.query(
    'UPDATE notification SET state = $3, reason = $4, ended_at_ms = $5, lease = NULL, leased_until_ms = NULL WHERE notification_id = $1 AND lease = $2',
    [row.notification_id, lease, state, reason ?? null, nowMs],
  );
  return state;
}
