import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { OperationBody, StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { PushRequest } from '../../protocol/messages.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { Queryable } from '../database/database.ts';
import { createPacer } from '../pacer.ts';
import { replaySale, type ReplayedSale } from './replay-sale.ts';

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
    prepared.set(stored.seq, await prepareOperation(db, library, tillId, stored));
    if (pacer.isDue()) await pacer.rest();
  }
  return prepared;
}

export async function prepareOperation(db: Queryable, library: BundleLibrary, tillId: string, stored: StoredOperation): Promise<PreparedOperation> {
  const read = readOperation(stored);
  if (!read.ok) return { stored, body: undefined };
  const { body } = read;
  if (body.kind !== 'sale-committed') return { stored, body };
  const { hash } = body.payload.bundle;
  const compiled = library.kept(hash) ?? (await library.load(db, [hash])).get(hash);
  try {
    return { stored, body, replayed: { compiled, ...replaySale(compiled, body.payload, tillId) } };
  } catch (cause) {
    return { stored, body, fault: new Error('the sale cannot be priced again', { cause }) };
  }
}
