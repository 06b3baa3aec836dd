import Type from 'typebox';
import { ClaimView } from '../../../agent/contract/claim.ts';
import { readCardNumber } from '../../../agent/domain/cards/card-number.ts';
import { readClaimCode } from '../../../agent/domain/claims/claim-code.ts';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { Strict } from '../../../agent/domain/scalars.ts';
import { claimPoints, type ClaimDone, type ClaimPointsCode } from '../../../agent/usecases/claim-points.ts';
import type { CentralContext } from '../central-context.ts';
import type { Queryable } from '../database/database.ts';
import { holdWithin } from '../holds.ts';
import { withPayloads } from '../payload-blocks.ts';
import { ProblemError } from '../problem-error.ts';
import { bookOperations } from '../push/book-operations.ts';
import { readReturnable } from '../returnable.ts';
import { centreKeys } from './centre-keys.ts';
import { claimLimits } from './claim-limits.ts';
import { assertMayTry, noteRefusal } from './claim-refusals.ts';
import { readAnswer, writeAnswer, type AnswerSlot } from './web-answers.ts';
import { tillIdOf, type WebChannel } from './web-channel.ts';
import { lockChannelJournal, moveChannelJournal, WebJournal } from './web-journal.ts';
import type { WebReply } from './web-reply.ts';
import { atTheCentre, noCodes, readBooks, webTill } from './web-till.ts';

/** POST /v1/claims of the centre, with an Idempotency-Key. */
export const WebClaimRequest = Strict({
  /** On the slip, as the customer scanned it */
  code: Type.String({ minLength: 1, maxLength: 800 }),
  /** Of the customer who is signed in there: the card's number or short form */
  card: Type.String({ minLength: 1, maxLength: 64 }),
});
export type WebClaimRequest = Type.Static<typeof WebClaimRequest>;

/** As a till answers it; `isTentative` where the sale has not arrived yet: the points are credited when it does. */
export const WebClaimView = Type.Omit(ClaimView, ['duplicates', 'registeredBy', 'warnings'], { additionalProperties: false });
export type WebClaimView = Type.Static<typeof WebClaimView>;

/** The code itself is in doubt: of these nobody may try many. */
const doubtful: ReadonlySet<ClaimPointsCode> = new Set(['claim-code-invalid', 'claim-used', 'claim-expired', 'claim-empty']);

/**
 * Credits the points of a sale without a customer to the card that a web shop names, by the till's own use case, and books it in one transaction with the answer.
 * Locks: the channel's journal, the sale, and then as every push: of two who bring one code at once the second sees the first.
 * @throws ProblemError `too-many-tries`, `claim-not-credited`
 */
export async function claimByCode({ db, library, rootKeys, now, signal }: CentralContext, channel: WebChannel, request: WebClaimRequest, slot: AnswerSlot): Promise<WebReply<WebClaimView>> {
  const nowMs = now();
  const rootKey = await rootKeys.inForce(db);
  const reply = await db.transaction(async (tx): Promise<WebReply<WebClaimView>> => {
    const earlier = await readAnswer(tx, channel.channelId, slot);
    if (earlier !== undefined) return earlier;
    const head = await lockChannelJournal(tx, channel.journalId);
    const books = await readBooks(tx, library, channel, { code: request.card }, { nowMs, seq: head.seq });
    const shown = books.compiled === undefined ? undefined : readCardNumber(books.compiled.bundle.cardSchemes, request.card);
    const cardNumber = shown?.ok === true ? shown.number : undefined;
    if (cardNumber !== undefined) await assertMayTry(tx, cardNumber, nowMs);
    const journal = new WebJournal(channel.journalId, head, await ownClaims(tx, channel, readClaimCode(request.code.trim())?.head.saleId));
    const till = webTill({
      channel, nowMs, books, journal, rootKey, slipKeys: await centreKeys(tx, rootKey),
      ...(books.compiled === undefined ? {} : { limits: await claimLimits(tx, books.compiled, request.card, nowMs) }),
      authority: { standing: atTheCentre, hold: async (asked) => await holdWithin(tx, library, asked, nowMs, tillIdOf(channel)), returnable: async (id) => await readReturnable(tx, id), useQr: noCodes },
    });
    const outcome = await claimPoints(till, request);
    if (!outcome.ok && doubtful.has(outcome.code) && cardNumber !== undefined) await noteRefusal(tx, cardNumber, nowMs);
    const answer: WebReply<WebClaimView> = outcome.ok ? { body: viewOf(outcome) } : outcome;
    await writeAnswer(tx, channel.channelId, slot, answer, nowMs);
    if (journal.appended.length > 0) {
      const items = await bookOperations(tx, { tillId: tillIdOf(channel), library, nowMs, poisoned: new Set(), countsHonoured: false }, channel.journalId, journal.appended);
      assertCredited(items);
      await moveChannelJournal(tx, journal, nowMs);
    }
    return answer;
  }, 'READ COMMITTED', 'idempotent');
  signal.notify();
  return reply;
}

/** What this channel claimed of the sale, credited or waiting for it, with the sale locked; one that was parked or closed by hand is none. Of others' claims the sale itself tells. */
async function ownClaims(tx: Queryable, { journalId }: WebChannel, saleId: string | undefined): Promise<StoredOperation[]> {
  if (saleId === undefined) return [];
  await tx.query('SELECT sale_id FROM sale WHERE sale_id = $1 FOR UPDATE', [saleId]);
  const rows = await tx.query<Omit<StoredOperation, 'payload'> & { journalId: string; payload: string | null }>(
    `SELECT journal_id AS "journalId", seq, op_id AS "opId", kind, schema, at_ms AS "atMs", wall_ms AS "wallMs", clock, payload, prev, hash FROM operation
     WHERE sale_id = $1 AND journal_id = $2 AND kind = 'points-claimed' AND (verdict = 'waiting' OR (verdict = 'applied' AND reason IS NULL)) ORDER BY seq`,
    [saleId, journalId],
  );
  return await withPayloads(tx, rows);
}

/** What the use case let pass and the books do not take, as a balance that is full, leaves nothing behind. */
function assertCredited(items: Awaited<ReturnType<typeof bookOperations>>): void {
  const parked = items.find(({ outcome }) => outcome.verdict === 'parked');
  if (parked !== undefined) throw new ProblemError('claim-not-credited', 'The points cannot be credited to this customer.', { reason: parked.outcome.reason ?? 'parked' });
}

function viewOf({ ok: _ok, registeredBy: _registered, warnings: _warnings, accruals, ...done }: ClaimDone): WebClaimView {
  return { ...done, accruals: [...accruals] };
}
