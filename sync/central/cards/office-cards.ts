import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { BlockLevel, BlockReason } from '../../../agent/domain/cards/account-card.ts';
import { businessTimeAt } from '../../../agent/host/clock/business-time.ts';
import { maxPackCards, ReplaceReason, UnblockReason, type CardBody } from '../../../agent/domain/operations/card-operations.ts';
import { genesisHash } from '../../../agent/domain/operations/operation.ts';
import { numbersBetween } from '../../../agent/domain/cards/number-run.ts';
import { readCardNumber } from '../../../agent/domain/cards/card-number.ts';
import type { CardScheme } from '../../../agent/domain/cards/card-scheme.ts';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { CentralContext } from '../central-context.ts';
import { centralVersion } from '../central-version.ts';
import type { Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';
import { bookOperations } from '../push/book-operations.ts';
import { lockChannelJournal, moveChannelJournal, WebJournal } from '../web/web-journal.ts';

const Code = Type.String({ minLength: 1, maxLength: 64 });
const asked = {
  /** Chosen by the caller: the same request again is done once */
  requestId: Type.String({ minLength: 1, maxLength: 60, pattern: '^[A-Za-z0-9._@-]+$', description: '1 to 60 characters of A–Z a–z 0–9 . _ @ -' }),
  /** Who at the office */
  userId: Type.Optional(Id),
  note: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
};
/** POST /admin/v1/cards: what the office does to cards, by the operations that tills use. */
export const OfficeCard = Type.Union([
  Strict({ verb: Type.Literal('issue'), ...asked, first: Code, last: Type.Optional(Code), accountId: Type.Optional(Id) }),
  Strict({ verb: Type.Literal('activate'), ...asked, cardNumber: Code }),
  Strict({ verb: Type.Literal('bind'), ...asked, cardNumber: Code, accountId: Id }),
  Strict({ verb: Type.Literal('replace'), ...asked, cardNumber: Code, newCardNumber: Code, reason: ReplaceReason }),
  Strict({ verb: Type.Literal('block'), ...asked, cardNumber: Code, level: BlockLevel, reason: BlockReason }),
  Strict({ verb: Type.Literal('unblock'), ...asked, cardNumber: Code, blockOpId: Id, reason: UnblockReason }),
]);
export type OfficeCard = Type.Static<typeof OfficeCard>;

export interface OfficeDone {
  opIds: string[];
  cardNumbers: string[];
}

/** What stands as till and store in the office's operations. No till can be enrolled under such an id. */
const officeTillId = 'office:cards';
const officeStoreId = 'office';

export function isOfficeTillId(tillId: string): boolean {
  return tillId.startsWith('office:');
}

/**
 * Writes it into the centre's own journal and books it like a till's push. All of it or nothing.
 * @throws ProblemError `card-number-wrong`, `card-refused` with the `reason` that a till would be told, `no-bundle`
 */
export async function doAtOffice({ db, library }: Pick<CentralContext, 'db' | 'library'>, wish: OfficeCard, nowMs: number): Promise<OfficeDone> {
  const bundle = (await library.inForce(db))?.bundle;
  if (bundle === undefined) throw new ProblemError('no-bundle', 'No programme bundle was published yet.');
  const action = {
    programmeId: bundle.programmeId, storeId: officeStoreId, tillId: officeTillId, effects: [],
    ...(wish.userId === undefined ? {} : { by: { userId: wish.userId } }),
    time: businessTimeAt(nowMs, bundle.timeZone),
  };
  const bodies = bodiesOf(bundle.cardSchemes, wish, action);
  const done: OfficeDone = { opIds: bodies.map((_, index) => opIdOf(wish, index)), cardNumbers: bodies.map(({ payload }) => payload.cardNumber) };
  return await db.transaction(async (tx) => {
    const journalId = await officeJournal(tx);
    const journal = new WebJournal(journalId, await lockChannelJournal(tx, journalId), []);
    const known = await tx.query<{ op_id: string }>('SELECT op_id FROM operation WHERE op_id = ANY($1) AND journal_id = $2', [done.opIds, journalId]);
    if (known.length === done.opIds.length) return done;
    const at = { atMs: nowMs, wallMs: nowMs, clock: 'synced' } as const;
    if (journal.head().seq === 0) journal.append([{ kind: 'journal-opened', schema: 1, opId: randomUUID(), payload: { tillId: officeTillId, storeId: officeStoreId, agentVersion: centralVersion } }], at, {});
    journal.append(bodies.map((body, index) => ({ ...body, opId: opIdOf(wish, index) })), at, {});
    const items = await bookOperations(tx, { tillId: officeTillId, library, nowMs, poisoned: new Set(), countsHonoured: false }, journalId, journal.appended);
    const refused = items.find(({ outcome }) => outcome.verdict !== 'applied');
    if (refused !== undefined) throw new ProblemError('card-refused', `This cannot be done to the card as it stands: ${refused.outcome.reason ?? 'refused'}.`, { reason: refused.outcome.reason ?? 'refused' });
    await moveChannelJournal(tx, journal, nowMs);
    return done;
  }, 'READ COMMITTED', 'idempotent');
}

/** The journal's row is made with the first operation; two at once wait for one another. */
async function officeJournal(tx: Queryable): Promise<string> {
  const made = await tx.query<{ journal_id: string }>('INSERT INTO office_journal (journal_id) VALUES ($1) ON CONFLICT (only_row) DO UPDATE SET only_row = TRUE RETURNING journal_id', [randomUUID()]);
  const journalId = made[0]?.journal_id;
  if (journalId === undefined) throw new Error('the journal of the office has lost its row');
  await tx.query('INSERT INTO journal (journal_id, till_id, seq, hash, claimed_seq, claimed_hash, last_push_ms) VALUES ($1, $2, 0, $3, 0, $3, 0) ON CONFLICT (journal_id) DO NOTHING', [
    journalId, officeTillId, genesisHash,
  ]);
  return journalId;
}

type Action = Pick<CardBody['payload'], 'programmeId' | 'storeId' | 'tillId' | 'by' | 'time' | 'effects'>;

function bodiesOf(schemes: readonly CardScheme[], wish: OfficeCard, action: Action): CardBody[] {
  const { note } = wish;
  const said = note === undefined ? {} : { note };
  if (wish.verb === 'issue') {
    const numbers = packOf(schemes, wish);
    if (wish.accountId !== undefined && numbers.length > 1) throw new ProblemError('bad-request', 'A pack has an account for each card.', { path: '/accountId' });
    return numbers.map((cardNumber) => ({ kind: 'card-issued', schema: 1, payload: { ...action, cardNumber, accountId: wish.accountId ?? randomUUID(), form: 'plastic' } }));
  }
  const cardNumber = fullNumber(schemes, wish.cardNumber, '/cardNumber');
  switch (wish.verb) {
    case 'activate':
      return [{ kind: 'card-activated', schema: 1, payload: { ...action, cardNumber } }];
    case 'bind':
      return [{ kind: 'card-bound', schema: 1, payload: { ...action, cardNumber, accountId: wish.accountId } }];
    case 'replace':
      return [{ kind: 'card-replaced', schema: 1, payload: { ...action, cardNumber, newCardNumber: fullNumber(schemes, wish.newCardNumber, '/newCardNumber'), reason: wish.reason, ...said } }];
    case 'block':
      return [{ kind: 'card-blocked', schema: 1, payload: { ...action, cardNumber, level: wish.level, reason: wish.reason, ...said } }];
    case 'unblock':
      return [{ kind: 'card-unblocked', schema: 1, payload: { ...action, cardNumber, blockOpId: wish.blockOpId, reason: wish.reason, ...said } }];
    default:
      return unreachable(wish);
  }
}

function packOf(schemes: readonly CardScheme[], { first, last = first }: { first: string; last?: string }): string[] {
  const run = numbersBetween(schemes, fullNumber(schemes, first, '/first'), fullNumber(schemes, last, '/last'), maxPackCards);
  if (run.ok) return run.numbers;
  throw new ProblemError('bad-request', run.reason === 'too-many' ? `A pack has at most ${maxPackCards} cards.` : 'The first and the last card are not of one row of numbers.', { path: '/last' });
}

function fullNumber(schemes: readonly CardScheme[], text: string, path: string): string {
  const read = readCardNumber(schemes, text);
  if (!read.ok) throw new ProblemError('card-number-wrong', 'This is not the number of a card of this programme.', { path });
  return read.number;
}

function opIdOf({ requestId }: OfficeCard, index: number): string {
  return `${requestId}:${index + 1}`;
}
