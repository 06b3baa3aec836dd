import type { PushAnswer, PushRequest, PushVerdict } from '../../protocol/messages.ts';
import { openBooks } from '../accounts/open-books.ts';
import { isOwnOpId } from '../accounts/own-op-id.ts';
import { writeBooks } from '../accounts/write-books.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { CentralLog } from '../central-log.ts';
import type { Database, Queryable } from '../database/database.ts';
import { createPacer } from '../pacer.ts';
import { ProblemError } from '../problem-error.ts';
import { programmeToday } from '../programme-day.ts';
import type { Till } from '../tills.ts';
import { applyItem } from './apply-item.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import type { BatchState } from './batch-state.ts';
import { writeFindings } from './finding.ts';
import { lockJournal, moveJournal } from './journal-position.ts';
import { prepareBatch, prepareOperation, type PreparedBatch, type PreparedOperation } from './prepare-batch.ts';
import { PoisonedOperation } from './poisoned-operation.ts';
import { quarantine } from './quarantine.ts';
import { openProgramme, writeProgramme } from './programme-books.ts';
import { bundlesToQuote } from './replay-return.ts';
import { openSales, writeSales, type ArrivingSale } from './sale-records.ts';
import { keepSealed, verifySealed } from './sealed-blobs.ts';
import { splitBatch } from './split-batch.ts';
import { verifyBatch } from './verify-batch.ts';
import { reviseOperations, writeOperations, type FreshOperation } from './write-operations.ts';

export interface PushOptions {
  db: Database;
  library: BundleLibrary;
  nowMs: number;
  log: CentralLog;
}

/**
 * Takes a batch of a till's journal: all of it in one transaction, each operation once. An operation that this centre fails to book is kept and
 * parked, and the batch taken again: the journal is one chain, so that a till could never get past it otherwise.
 * @throws ProblemError as `verifyBatch`, and `journal-gap`, `journal-of-another-till`, `operation-id-reused`; nothing is changed then
 */
export async function receivePush(options: PushOptions, till: Till, push: PushRequest): Promise<PushAnswer> {
  verifyBatch(till, push);
  verifySealed(push);
  const prepared = await prepareBatch(options.db, options.library, till.tillId, push);
  const poisoned = new Set<string>();
  for (;;) {
    try {
      return await takeBatch(options, till, push, { prepared, poisoned });
    } catch (error) {
      if (!(error instanceof PoisonedOperation) || poisoned.has(error.opId)) throw error;
      options.log.error({ err: error.cause, tillId: till.tillId, journalId: push.journalId, opId: error.opId }, 'an operation cannot be booked and is parked');
      poisoned.add(error.opId);
    }
  }
}

interface Known {
  prepared: PreparedBatch;
  /** Operations that this centre fails to book */
  poisoned: ReadonlySet<string>;
}

async function takeBatch({ db, library, nowMs }: PushOptions, till: Till, push: PushRequest, { prepared, poisoned }: Known): Promise<PushAnswer> {
  return await db.transaction(async (tx) => {
    const { epoch, ...before } = await lockJournal(tx, till, push, nowMs);
    const { known, fresh: operations, fork } = await splitBatch(tx, push, before);
    await writeFindings(tx, await quarantine(tx, push.journalId, fork, nowMs), nowMs);
    const last = operations.at(-1);
    await moveJournal(tx, push, last ?? before, nowMs);
    const fresh = await Promise.all(operations.map(async (stored) =>
      freshOperation(push.journalId, till.tillId, prepared.get(stored.seq) ?? (await prepareOperation(tx, library, till.tillId, stored)))));
    const applied = await applyFresh(tx, { library, nowMs, poisoned }, fresh);
    await keepSealed(tx, push, new Set(operations.map(({ seq }) => seq)), nowMs);
    return {
      epoch,
      position: last === undefined ? before : { seq: last.seq, hash: last.hash },
      verdicts: [...known, ...applied, ...fork.map(({ seq }) => ({ seq, verdict: 'quarantined' as const, reason: 'fork' }))],
    };
  }, 'READ COMMITTED', 'idempotent');
}

async function applyFresh(
  tx: Queryable,
  options: { library: BundleLibrary; nowMs: number; poisoned: ReadonlySet<string> },
  fresh: readonly FreshOperation[],
): Promise<PushVerdict[]> {
  if (fresh.length === 0) return [];
  await assertNewIds(tx, fresh);
  const state = await openBatch(tx, options, fresh);
  const waitingBefore = [...state.sales.values()].flatMap((record) => record.waiting);
  const pacer = createPacer();
  for (const { item } of fresh) {
    item.outcome = options.poisoned.has(item.opId) ? { verdict: 'parked', reason: 'centre-fault' } : applyOrBlame(state, item);
    if (pacer.isDue()) await pacer.rest();
  }

  await writeFindings(tx, state.findings, options.nowMs);
  await writeSales(tx, state.sales);
  // From here on the feed is locked, and everybody who books waits for the commit.
  const positions = await writeBooks(tx, state.books);
  await writeProgramme(tx, state.programme, options.nowMs);
  await writeOperations(tx, fresh, positions, options.nowMs);
  await reviseOperations(tx, waitingBefore.filter((item) => item.outcome.verdict !== 'waiting'), positions);
  return fresh.map(({ item: { seq, outcome } }) => ({
    seq, verdict: outcome.verdict, ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
  }));
}

function applyOrBlame(state: BatchState, item: BatchItem): Outcome {
  try {
    if (item.fault !== undefined) throw item.fault;
    return applyItem(state, item);
  } catch (error) {
    throw new PoisonedOperation(item.opId, error);
  }
}

/** For one attempt at the transaction: outcomes are written into it. */
function freshOperation(journalId: string, tillId: string, { stored, ...prepared }: PreparedOperation): FreshOperation {
  const { seq, opId } = stored;
  return { stored, item: { journalId, tillId, seq, opId, ...prepared, outcome: { verdict: 'parked', reason: 'unknown-operation' } } };
}

/** Locks and reads what these operations touch, in the order that every transaction keeps: journal, sales, coupons, accounts, feed. */
async function openBatch(tx: Queryable, options: { library: BundleLibrary; nowMs: number; poisoned: ReadonlySet<string> }, fresh: readonly FreshOperation[]): Promise<BatchState> {
  const returnedIds: string[] = [];
  const accountIds: string[] = [];
  const holdIds: string[] = [];
  const bundleHashes: string[] = [];
  for (const { item: { body } } of fresh) {
    if (body === undefined) continue;
    if (body.kind === 'sale-committed' && body.payload.redemption !== undefined) holdIds.push(body.payload.redemption.holdId);
    if (body.kind === 'hold-released') holdIds.push(body.payload.holdId);
    if (body.kind === 'return-committed') returnedIds.push(body.payload.saleId);
    if (body.kind !== 'journal-opened' && body.payload.accountId !== undefined) accountIds.push(body.payload.accountId);
  }
  const sales = await openSales(tx, arrivingSales(fresh, options.poisoned), returnedIds);
  const waiting = [...sales.values()].flatMap((record) => record.waiting);
  accountIds.push(...waiting.flatMap(accountOf));
  for (const { body } of [...fresh.map(({ item }) => item), ...waiting]) {
    if (body?.kind === 'return-committed') bundleHashes.push(...bundlesToQuote(body.payload, sales.get(body.payload.saleId)?.sale));
  }
  const bundles = await options.library.load(tx, bundleHashes);
  const programme = await openProgramme(tx, fresh.flatMap(({ item: { body } }) => (body?.kind === 'sale-committed' ? [body.payload] : [])));
  const books = await openBooks(tx, accountIds, holdIds, options.nowMs);
  return { books, programme, sales, bundles, today: await programmeToday(tx, options.library, options.nowMs), findings: [] };
}

/** Sales of this batch, each with the operation that brings it. */
function arrivingSales(fresh: readonly FreshOperation[], poisoned: ReadonlySet<string>): ArrivingSale[] {
  return fresh.flatMap(({ item: { body, journalId, seq, opId } }) =>
    (body?.kind !== 'sale-committed' ? [] : [{ saleId: body.payload.saleId, ...(poisoned.has(opId) ? {} : { broughtBy: { journalId, seq } }) }]));
}

function accountOf({ body }: BatchItem): string[] {
  return body?.kind === 'return-committed' && body.payload.accountId !== undefined ? [body.payload.accountId] : [];
}

/** An operation id belongs to one place in one journal for ever, and never to a till where the centre gives it to postings of its own. */
async function assertNewIds(tx: Queryable, fresh: readonly FreshOperation[]): Promise<void> {
  const ids = new Set<string>();
  for (const { stored: { opId } } of fresh) {
    if (ids.has(opId) || isOwnOpId(opId)) throw idReused(opId);
    ids.add(opId);
  }
  const taken = await tx.query<{ op_id: string }>('SELECT op_id FROM operation WHERE op_id = ANY($1) LIMIT 1', [[...ids]]);
  if (taken[0] !== undefined) throw idReused(taken[0].op_id);
}

function idReused(opId: string): ProblemError {
  return new ProblemError('operation-id-reused', `Operation id ${opId} stands for another operation.`);
}
