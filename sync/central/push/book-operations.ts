import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { PushVerdict } from '../../protocol/messages.ts';
import { openBooks } from '../accounts/open-books.ts';
import { isOwnOpId } from '../accounts/own-op-id.ts';
import { writeBooks } from '../accounts/write-books.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';
import { programmeToday } from '../programme-day.ts';
import { applyItem } from './apply-item.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import type { BatchState } from './batch-state.ts';
import { writeFindings } from './finding.ts';
import { PoisonedOperation } from './poisoned-operation.ts';
import { openProgramme, writeProgramme } from './programme-books.ts';
import { bundlesToQuote } from './replay-return.ts';
import { openSales, writeSales } from './sale-records.ts';
import { reviseOperations, writeOperations, type FreshOperation } from './write-operations.ts';

/**
 * Books operations that follow the end of this journal, each with its verdict, and stores them: those that a till pushed, and those that the centre writes itself.
 * The journal's row is locked by the caller, who moves it afterwards.
 * @throws PoisonedOperation for one that cannot be booked, ProblemError `operation-id-reused`
 */
export async function bookOperations(
  tx: Queryable,
  options: { tillId: string; library: BundleLibrary; nowMs: number; poisoned: ReadonlySet<string> },
  journalId: string,
  operations: readonly StoredOperation[],
): Promise<PushVerdict[]> {
  if (operations.length === 0) return [];
  await assertNewIds(tx, operations);
  const fresh = operations.map((stored) => readFresh(journalId, options.tillId, stored));
  const state = await openBatch(tx, options, fresh);
  const waitingBefore = [...state.sales.values()].flatMap((record) => record.waiting);
  for (const { item } of fresh) item.outcome = options.poisoned.has(item.opId) ? { verdict: 'parked', reason: 'centre-fault' } : applyOrBlame(state, item);

  const positions = await writeBooks(tx, state.books);
  await writeProgramme(tx, state.programme, options.nowMs);
  await writeOperations(tx, fresh, positions, options.nowMs);
  await reviseOperations(tx, waitingBefore.filter((item) => item.outcome.verdict !== 'waiting'), positions);
  await writeSales(tx, state.sales);
  await writeFindings(tx, state.findings, options.nowMs);
  return fresh.map(({ item: { seq, outcome } }) => ({
    seq, verdict: outcome.verdict, ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
  }));
}

function applyOrBlame(state: BatchState, item: BatchItem): Outcome {
  try {
    return applyItem(state, item);
  } catch (error) {
    throw new PoisonedOperation(item.opId, error);
  }
}

function readFresh(journalId: string, tillId: string, stored: StoredOperation): FreshOperation {
  const read = readOperation(stored);
  const { seq, opId } = stored;
  return {
    stored,
    item: { journalId, tillId, seq, opId, body: read.ok ? read.body : undefined, outcome: { verdict: 'parked', reason: 'unknown-operation' } },
  };
}

/** Locks and reads what these operations touch, in the order that every transaction keeps: journal, sales, coupons, accounts, feed. */
async function openBatch(tx: Queryable, options: { library: BundleLibrary; nowMs: number }, fresh: readonly FreshOperation[]): Promise<BatchState> {
  const saleIds: string[] = [];
  const accountIds: string[] = [];
  const holdIds: string[] = [];
  const bundleHashes: string[] = [];
  for (const { item: { body } } of fresh) {
    if (body === undefined) continue;
    if (body.kind === 'sale-committed') {
      bundleHashes.push(body.payload.bundle.hash);
      if (body.payload.redemption?.holdId !== undefined) holdIds.push(body.payload.redemption.holdId);
    }
    if (body.kind === 'hold-released') holdIds.push(body.payload.holdId);
    if (body.kind === 'sale-committed' || body.kind === 'return-committed') saleIds.push(body.payload.saleId);
    if (body.kind !== 'journal-opened' && body.payload.accountId !== undefined) accountIds.push(body.payload.accountId);
  }
  const sales = await openSales(tx, saleIds);
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

function accountOf({ body }: BatchItem): string[] {
  return body?.kind === 'return-committed' && body.payload.accountId !== undefined ? [body.payload.accountId] : [];
}

/** An operation id belongs to one place in one journal for ever, and never to a till where the centre gives it to postings of its own. */
async function assertNewIds(tx: Queryable, operations: readonly StoredOperation[]): Promise<void> {
  const ids = new Set<string>();
  for (const { opId } of operations) {
    if (ids.has(opId) || isOwnOpId(opId)) throw idReused(opId);
    ids.add(opId);
  }
  const taken = await tx.query<{ op_id: string }>('SELECT op_id FROM operation WHERE op_id = ANY($1) LIMIT 1', [[...ids]]);
  if (taken[0] !== undefined) throw idReused(taken[0].op_id);
}

function idReused(opId: string): ProblemError {
  return new ProblemError('operation-id-reused', `Operation id ${opId} stands for another operation.`);
}
