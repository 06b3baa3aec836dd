import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { OperationBody, StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { PushRequest } from '../../protocol/messages.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { Queryable } from '../database/database.ts';
import { createPacer } from '../pacer.ts';
import { readByPrice, takeApart, type ApartSale } from './read-sale-by-its-price.ts';
import { replaySale, replayUnproven, type ReplayedSale } from './replay-sale.ts';
import { isUpheld } from './uphold-proof.ts';

/** One operation of a batch, read and, where it is a sale, priced again. */
export interface PreparedOperation {
  stored: StoredOperation;
  /** Undefined where the kind or its payload is not known here */
  body: OperationBody | undefined;
  replayed?: ReplayedSale;
  /** What pricing it again threw: our mistake, told of once its turn comes */
  fault?: Error;
}

/** By `seq`; operations that the centre had at that moment are left out */
export type PreparedBatch = ReadonlyMap<number, PreparedOperation>;

/**
 * Does, before any row is locked, what is the same whatever the books say: reads the operations and prices their sales again with the inputs that they record.
 * It takes far longer than the booking, and lets other requests in between.
 */
export async function prepareBatch(db: Queryable, library: BundleLibrary, tillId: string, { journalId, operations }: PushRequest): Promise<PreparedBatch> {
  const rows = await db.query<{ seq: number }>('SELECT seq FROM journal WHERE journal_id = $1', [journalId]);
  const knownSeq = rows[0]?.seq ?? 0;
  const pacer = createPacer();
  const prepared = new Map<number, PreparedOperation>();
  for (const stored of operations) {
    if (stored.seq <= knownSeq) continue;
    // nearly all are prepared at once: to wait for each would make promises of it
    const apart = takeApart(stored);
    if (lacksBundle(library, apart)) await library.load(db, [apart.sale.bundle.hash]);
    prepared.set(stored.seq, prepareByPrice(library, tillId, stored, apart) ?? (await prepareWhole(db, library, { tillId, journalId, batch: operations }, stored)));
    if (pacer.isDue()) await pacer.rest();
  }
  return prepared;
}

/** Where an operation comes from, and what came with it. */
export interface JournalOrigin {
  readonly tillId: string;
  readonly journalId: string;
  readonly batch: readonly StoredOperation[];
}

export async function prepareOperation(db: Queryable, library: BundleLibrary, origin: JournalOrigin, stored: StoredOperation): Promise<PreparedOperation> {
  const apart = takeApart(stored);
  if (lacksBundle(library, apart)) await library.load(db, [apart.sale.bundle.hash]);
  return prepareByPrice(library, origin.tillId, stored, apart) ?? (await prepareWhole(db, library, origin, stored));
}

function lacksBundle(library: BundleLibrary, apart: ApartSale | undefined): apart is ApartSale {
  return apart !== undefined && library.kept(apart.sale.bundle.hash) === undefined;
}

async function prepareWhole(db: Queryable, library: BundleLibrary, origin: JournalOrigin, stored: StoredOperation): Promise<PreparedOperation> {
  const read = readOperation(stored);
  if (!read.ok) return { stored, body: undefined };
  const { body } = read;
  if (body.kind !== 'sale-committed') return { stored, body };
  const compiled = (await library.load(db, [body.payload.bundle.hash])).get(body.payload.bundle.hash);
  const sale = body.payload;
  const proof = sale.customer?.proof;
  const isBelieved = proof === undefined || (await isUpheld(db, origin, { proof, sale, seq: stored.seq }));
  try {
    return { stored, body, replayed: { compiled, ...(isBelieved ? replaySale : replayUnproven)(compiled, sale, origin.tillId) } };
  } catch (cause) {
    return { stored, body, fault: notPriced(cause) };
  }
}

/** Nearly every sale: its till's result is what its bundle, which lies ready, gives. The others, and those whose proof somebody has to look up, are read whole. */
function prepareByPrice(library: BundleLibrary, tillId: string, stored: StoredOperation, apart: ApartSale | undefined): PreparedOperation | undefined {
  if (apart === undefined || apart.sale.customer?.proof !== undefined) return undefined;
  const compiled = library.kept(apart.sale.bundle.hash);
  const read = compiled === undefined ? undefined : readByPrice(compiled, apart);
  if (read === undefined) return undefined;
  const { body, priced } = read;
  try {
    return { stored, body, replayed: { compiled, ...replaySale(compiled, body.payload, tillId, priced) } };
  } catch (cause) {
    return { stored, body, fault: notPriced(cause) };
  }
}

function notPriced(cause: unknown): Error {
  return new Error('the sale cannot be priced again', { cause });
}
