import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { ReturnRecord } from '../../../agent/ports/returns.ts';
import type { SaleRecord } from '../../../agent/ports/sales.ts';
import type { Till } from '../../../agent/usecases/till.ts';
import type { CentralContext } from '../central-context.ts';
import { TransactionConflict, type Queryable } from '../database/database.ts';
import { holdWithin } from '../holds.ts';
import { withPayloads } from '../payload-blocks.ts';
import { bookOperations } from '../push/book-operations.ts';
import { readReturnable } from '../returnable.ts';
import { countingWhereNeeded } from '../push/honouring.ts';
import { readAnswer, writeAnswer, type AnswerSlot } from './web-answers.ts';
import { tillIdOf, type WebChannel } from './web-channel.ts';
import { lockChannelJournal, moveChannelJournal, WebJournal } from './web-journal.ts';
import { readRecord, webReturns, webSales, writeRecord } from './web-records.ts';
import type { WebReply } from './web-reply.ts';
import { atTheCentre, readBooks, noCodes, webTill, type Wanted } from './web-till.ts';

/** A call of a web shop that may change something. */
export interface WebVerb<Body> {
  channel: WebChannel;
  /** What it is about: a sale, or a return of one, which may be named by the return alone */
  about: { saleId: string } | { returnId: string; saleId?: string };
  /** What was shown as a card, and as coupons */
  code?: string | undefined;
  coupons?: readonly string[] | undefined;
  /** It may write operations, whatever the sale is; else only one that has points set aside may */
  writesJournal: boolean;
  /** Where the call has an Idempotency-Key */
  slot?: AnswerSlot;
  /** Runs a use case; may run again after a conflict. */
  run(till: Till, sale: SaleRecord | undefined): WebReply<Body> | Promise<WebReply<Body>>;
}

type Parts = Pick<CentralContext, 'db' | 'library' | 'rootKeys' | 'now' | 'signal'>;

/**
 * Runs one verb in one transaction: the sale is locked and read, the till's own use case works in memory on what the centre knows at this moment, and
 * what it decided is booked like a till's push. Any number of processes may serve one sale: its row is locked, and written only over the revision that was read.
 * Locks: the sale's row, the channel's journal, and then as every push.
 */
export async function callWeb<Body>({ db, library, rootKeys, now, signal }: Parts, verb: WebVerb<Body>): Promise<WebReply<Body>> {
  const nowMs = now();
  const rootKey = await rootKeys.inForce(db);
  const reply = await countingWhereNeeded(async (countsHonoured) => await db.transaction(async (tx) => {
    const { channel, slot } = verb;
    const { saleId, sale, returned, soldIn } = await readAbout(tx, verb);
    const earlier = slot === undefined ? undefined : await readAnswer(tx, channel.channelId, slot);
    if (earlier !== undefined) return earlier;
    const head = verb.writesJournal || sale?.cover !== undefined ? await lockChannelJournal(tx, channel.journalId) : undefined;
    if (head !== undefined) await assertStillUnknown(tx, verb, sale, returned);
    const ofSale = await operationsOfSale(tx, saleId, soldIn);
    const journal = new WebJournal(channel.journalId, head, ofSale);
    const wanted = whatIsWanted(verb, sale, ofSale);
    const ownHoldId = sale?.cover?.hold?.holdId;
    const books = await readBooks(tx, library, channel, wanted, { nowMs, seq: journal.head().seq, ...(ownHoldId === undefined ? {} : { ownHoldId }) });
    const till = webTill({
      channel, nowMs, books, journal, rootKey, sale, returned,
      authority: { standing: atTheCentre, hold: async (request) => await holdWithin(tx, library, request, nowMs, tillIdOf(channel)), returnable: async (id) => await readReturnable(tx, id), useQr: noCodes },
    });
    const answer = await verb.run(till, sale);
    const { changes, appended } = journal;
    if (changes.sale !== undefined) await writeRecord(tx, webSales, channel.channelId, sale, changes.sale);
    if (changes.return !== undefined) await writeRecord(tx, webReturns, channel.channelId, returned, changes.return);
    if (slot !== undefined) await writeAnswer(tx, channel.channelId, slot, answer, nowMs);
    if (appended.length > 0) {
      await bookOperations(tx, { tillId: tillIdOf(channel), library, nowMs, poisoned: new Set(), countsHonoured }, channel.journalId, appended);
      await moveChannelJournal(tx, journal, nowMs);
    }
    return answer;
  }, 'READ COMMITTED', 'idempotent'));
  signal.notify();
  return reply;
}

interface About {
  saleId: string;
  sale: SaleRecord | undefined;
  returned: ReturnRecord | undefined;
  /** The journal that the sale must lie in: a channel takes back only what it sold. Undefined: an id stands for one sale at the whole centre */
  soldIn?: string;
}

async function readAbout(tx: Queryable, { about, channel: { channelId, journalId } }: WebVerb<unknown>): Promise<About> {
  if (!('returnId' in about)) return { saleId: about.saleId, sale: await readRecord(tx, webSales, channelId, about.saleId, 'lock'), returned: undefined };
  const returned = await readRecord(tx, webReturns, channelId, about.returnId, 'lock');
  const saleId = about.saleId ?? returned?.saleId ?? '';
  return { saleId, sale: await readRecord(tx, webSales, channelId, saleId, 'look'), returned, soldIn: journalId };
}

/** Whoever had the journal before this transaction may have opened the very sale: then it is looked at afresh. */
async function assertStillUnknown(tx: Queryable, { about, channel: { channelId } }: WebVerb<unknown>, sale: SaleRecord | undefined, returned: ReturnRecord | undefined): Promise<void> {
  const isOpened = 'returnId' in about
    ? returned === undefined && (await readRecord(tx, webReturns, channelId, about.returnId, 'look')) !== undefined
    : sale === undefined && (await readRecord(tx, webSales, channelId, about.saleId, 'look')) !== undefined;
  if (isOpened) throw new TransactionConflict('it was opened at the same moment');
}

/** What journals say of a sale: all of them, or one. */
async function operationsOfSale(tx: Queryable, saleId: string, journalId: string | undefined): Promise<StoredOperation[]> {
  const rows = await tx.query<Omit<StoredOperation, 'payload'> & { journalId: string; payload: string | null }>(
    `SELECT journal_id AS "journalId", seq, op_id AS "opId", kind, schema, at_ms AS "atMs", wall_ms AS "wallMs", clock, payload, prev, hash FROM operation
     WHERE sale_id = $1 AND ($2::text IS NULL OR journal_id = $2) ORDER BY received_at_ms, seq`,
    [saleId, journalId ?? null],
  );
  return await withPayloads(tx, rows);
}

function whatIsWanted({ code, coupons }: WebVerb<unknown>, sale: SaleRecord | undefined, ofSale: readonly StoredOperation[]): Wanted {
  const sold = ofSale.map(soldBy).find((one) => one !== undefined);
  const accountId = sale?.customer?.state.accountId ?? sold?.accountId;
  const shown = code ?? sale?.customerCode;
  return {
    ...(shown === undefined ? {} : { code: shown }),
    ...(accountId === undefined ? {} : { accountId }),
    coupons: coupons ?? sale?.basket.coupons ?? [],
    bundleHashes: [sale?.bundle.hash, sold?.bundle.hash].filter((hash) => hash !== undefined),
  };
}

function soldBy(stored: StoredOperation): SaleCommitted | undefined {
  if (stored.kind !== 'sale-committed') return undefined;
  const read = readOperation(stored);
  return read.ok && read.body.kind === 'sale-committed' ? read.body.payload : undefined;
}
