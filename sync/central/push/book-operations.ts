import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { isOwnOpId } from '../accounts/own-op-id.ts';
import { writeBooks } from '../accounts/write-books.ts';
import { writeCards } from '../cards/card-books.ts';
import { reviseCards } from '../cards/revise-cards.ts';
import type { Queryable } from '../database/database.ts';
import { createPacer } from '../pacer.ts';
import { writeAccruals } from '../notifications/write-accruals.ts';
import { ProblemError } from '../problem-error.ts';
import { writeProfiles } from '../profiles/profile-books.ts';
import { settleCards } from './apply-card.ts';
import { applyItem } from './apply-item.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import type { BatchState } from './batch-state.ts';
import { writeFindings } from './finding.ts';
import { writeAdjusted } from './adjusted-points.ts';
import { writeFavourites } from './favourite-choices.ts';
import { HonouringNeeded, writeHonoured } from './honouring.ts';
import { openBatch, type OpeningOptions } from './open-batch.ts';
import type { PackedPayloads } from './pack-payloads.ts';
import { writeParked } from './parked-spending.ts';
import { PoisonedOperation } from './poisoned-operation.ts';
import { prepareOperation, type PreparedBatch, type PreparedOperation } from './prepare-batch.ts';
import { writeProgramme } from './programme-books.ts';
import { reviseOnceUses } from './once-uses.ts';
import { replaceJournals } from './replace-journals.ts';
import { writeSales } from './sale-records.ts';
import { writeTaken } from './taken-returns.ts';
import { reviseOperations, writeOperations, type FreshOperation } from './write-operations.ts';

export interface BookingOptions extends OpeningOptions {
  /** What was prepared before the journal was locked; the rest is prepared here */
  prepared?: PreparedBatch;
  /** Payloads that are stored packed, of these operations and perhaps of some before them; the rest is stored as it is */
  packed?: readonly PackedPayloads[];
}

/**
 * Books operations that follow the end of this journal, each with its verdict, and stores them: those that a till pushed, and those that the centre writes itself.
 * The journal's row is locked by the caller, who moves it.
 * @throws PoisonedOperation for one that cannot be booked, HonouringNeeded (see `countingWhereNeeded`), ProblemError `operation-id-reused`
 */
export async function bookOperations(tx: Queryable, options: BookingOptions, journalId: string, operations: readonly StoredOperation[]): Promise<BatchItem[]> {
  if (operations.length === 0) return [];
  await assertNewIds(tx, operations);
  const fresh: FreshOperation[] = [];
  for (const stored of operations) {
    const prepared = options.prepared?.get(stored.seq) ?? (await prepareOperation(tx, options.library, { tillId: options.tillId, journalId, batch: operations }, stored));
    fresh.push(freshOperation(journalId, options.tillId, prepared, options.nowMs));
  }
  await replaceJournals(tx, options.tillId, fresh.map(({ item }) => item));
  const state = await openBatch(tx, options, fresh);
  const waitingBefore = [...state.sales.values()].flatMap((record) => record.waiting);
  const pacer = createPacer();
  for (const { item } of fresh) {
    item.outcome = options.poisoned.has(item.opId) ? { verdict: 'parked', reason: 'centre-fault' } : applyOrBlame(state, item);
    if (pacer.isDue()) await pacer.rest();
  }
  settleCards(state);

  await writeFindings(tx, state.findings, options.nowMs);
  await writeSales(tx, state.sales);
  await writeTaken(tx, state.taken, options.nowMs);
  await writeProfiles(tx, state.profiles, options.nowMs);
  await writeAccruals(tx, state.accruals, options.nowMs);
  await writeHonoured(tx, state.honouring);
  await writeAdjusted(tx, state.adjusted);
  await writeParked(tx, state.parked, options.nowMs);
  await writeCards(tx, state.cards);
  await writeOperations(tx, fresh, options.packed ?? [], options.nowMs);
  const repaired = [...state.targets.values()].map(({ item }) => item).filter((item) => !fresh.some((arrived) => arrived.item === item));
  await reviseOperations(tx, [...new Set([...waitingBefore.filter((item) => item.outcome.verdict !== 'waiting'), ...repaired])]);
  await writeFavourites(tx, state.favourites);
  // From the accounts on the feed is locked, and everybody who books waits for the commit: what needs no place in it is written before.
  await writeBooks(tx, state.books);
  await writeProgramme(tx, state.programme, options.nowMs);
  await reviseCards(tx, state.cards);
  await reviseOnceUses(tx, state.overtakenUses);
  return fresh.map(({ item }) => item);
}

function applyOrBlame(state: BatchState, item: BatchItem): Outcome {
  try {
    if (item.fault !== undefined) throw item.fault;
    return applyItem(state, item);
  } catch (error) {
    if (error instanceof HonouringNeeded) throw error;
    throw new PoisonedOperation(item.opId, error);
  }
}

/** For one attempt at the transaction: outcomes, and accounts that are left of merged ones, are written into it. */
function freshOperation(journalId: string, tillId: string, { stored, ...prepared }: PreparedOperation, receivedAtMs: number): FreshOperation {
  const { seq, opId, atMs, clock } = stored;
  return {
    stored,
    item: { journalId, tillId, seq, opId, atMs, clock, receivedAtMs, ...prepared, outcome: { verdict: 'parked', reason: 'unknown-operation' } },
  };
}

/** Each id is looked up by itself. Asked for one of many at once, the planner expects to meet one soon and reads the table from its beginning: all of it, for there is none. */
const takenSql = `SELECT o.op_id FROM unnest($1::text[]) AS given (op_id)
  CROSS JOIN LATERAL (SELECT op_id FROM operation WHERE operation.op_id = given.op_id LIMIT 1) AS o`;

/** An operation id belongs to one place in one journal for ever, and never to a till where the centre gives it to postings of its own. */
async function assertNewIds(tx: Queryable, operations: readonly StoredOperation[]): Promise<void> {
  const ids = new Set<string>();
  for (const { opId } of operations) {
    if (ids.has(opId) || isOwnOpId(opId)) throw idReused(opId);
    ids.add(opId);
  }
  const taken = await tx.query<{ op_id: string }>(takenSql, [[...ids]]);
  if (taken[0] !== undefined) throw idReused(taken[0].op_id);
}

function idReused(opId: string): ProblemError {
  return new ProblemError('operation-id-reused', `Operation id ${opId} stands for another operation.`);
}
