import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { PushAnswer, PushRequest, PushVerdict } from '../../protocol/messages.ts';
import { openBooks } from '../accounts/open-books.ts';
import { isOwnOpId } from '../accounts/own-op-id.ts';
import { change } from '../accounts/books.ts';
import { writeBooks } from '../accounts/write-books.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { CentralLog } from '../central-log.ts';
import type { Database, Queryable } from '../database/database.ts';
import { readEpoch } from '../meta.ts';
import { accountsNamedBy, assertNotMerged, readRedirects, redirected } from '../merging/redirects.ts';
import { ProblemError } from '../problem-error.ts';
import { programmeToday } from '../programme-day.ts';
import { writeAccruals } from '../notifications/write-accruals.ts';
import { openProfiles, writeProfiles } from '../profiles/profile-books.ts';
import type { SealingKeys } from '../profiles/sealing-keys.ts';
import type { Till } from '../tills.ts';
import { applyItem } from './apply-item.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import type { BatchState } from './batch-state.ts';
import { writeFindings } from './finding.ts';
import { makeAccounts } from './new-accounts.ts';
import { lockJournal, moveJournal } from './journal-position.ts';
import { PoisonedOperation } from './poisoned-operation.ts';
import { quarantine } from './quarantine.ts';
import { openProgramme, writeProgramme } from './programme-books.ts';
import { bundlesToQuote } from './replay-return.ts';
import { openSales, writeSales } from './sale-records.ts';
import { namedBy } from './named-by.ts';
import { keepSealed, openBlobs, verifySealed } from './sealed-blobs.ts';
import { splitBatch } from './split-batch.ts';
import { verifyBatch } from './verify-batch.ts';
import { reviseOperations, writeOperations, type FreshOperation } from './write-operations.ts';

export interface PushOptions {
  db: Database;
  library: BundleLibrary;
  sealing: SealingKeys;
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
  const poisoned = new Set<string>();
  for (;;) {
    try {
      return await takeBatch(options, till, push, poisoned);
    } catch (error) {
      if (!(error instanceof PoisonedOperation) || poisoned.has(error.opId)) throw error;
      options.log.error({ err: error.cause, tillId: till.tillId, journalId: push.journalId, opId: error.opId }, 'an operation cannot be booked and is parked');
      poisoned.add(error.opId);
    }
  }
}

async function takeBatch({ db, library, sealing, nowMs }: PushOptions, till: Till, push: PushRequest, poisoned: ReadonlySet<string>): Promise<PushAnswer> {
  return await db.transaction(async (tx) => {
    const before = await lockJournal(tx, till, push, nowMs);
    const { known, fresh, fork } = await splitBatch(tx, push, before);
    const items = await applyFresh(tx, { till, library, sealing, nowMs, poisoned }, push, fresh);
    await writeFindings(tx, await quarantine(tx, push.journalId, fork, nowMs), nowMs);
    await keepSealed(tx, push, items, nowMs);
    const last = fresh.at(-1);
    await moveJournal(tx, push, last, nowMs);
    return {
      epoch: await readEpoch(tx),
      position: last === undefined ? before : { seq: last.seq, hash: last.hash },
      verdicts: [...known, ...items.map(verdictOf), ...fork.map(({ seq }) => ({ seq, verdict: 'quarantined' as const, reason: 'fork' }))],
    };
  }, 'READ COMMITTED', 'idempotent');
}

interface BatchOptions {
  till: Till;
  library: BundleLibrary;
  sealing: SealingKeys;
  nowMs: number;
  poisoned: ReadonlySet<string>;
}

async function applyFresh(tx: Queryable, options: BatchOptions, push: PushRequest, operations: readonly StoredOperation[]): Promise<BatchItem[]> {
  if (operations.length === 0) return [];
  await assertNewIds(tx, operations);
  const { nowMs } = options;
  const fresh = operations.map((stored) => readFresh(push.journalId, options.till.tillId, stored, nowMs));
  const state = await openBatch(tx, options, push, fresh);
  const waitingBefore = [...state.sales.values()].flatMap((record) => record.waiting);
  for (const { item } of fresh) item.outcome = options.poisoned.has(item.opId) ? { verdict: 'parked', reason: 'centre-fault' } : applyOrBlame(state, item);

  const positions = await writeBooks(tx, state.books);
  await writeProgramme(tx, state.programme, nowMs);
  await writeOperations(tx, fresh, positions, nowMs);
  await reviseOperations(tx, waitingBefore.filter((item) => item.outcome.verdict !== 'waiting'), positions);
  await writeSales(tx, state.sales);
  await writeProfiles(tx, state.profiles, nowMs);
  await writeAccruals(tx, state.accruals, nowMs);
  await writeFindings(tx, state.findings, nowMs);
  return fresh.map(({ item }) => item);
}

function verdictOf({ seq, outcome: { verdict, reason } }: BatchItem): PushVerdict {
  return { seq, verdict, ...(reason === undefined ? {} : { reason }) };
}

function applyOrBlame(state: BatchState, item: BatchItem): Outcome {
  try {
    return applyItem(state, item);
  } catch (error) {
    throw new PoisonedOperation(item.opId, error);
  }
}

function readFresh(journalId: string, tillId: string, stored: StoredOperation, receivedAtMs: number): FreshOperation {
  const read = readOperation(stored);
  const { seq, opId, atMs, clock } = stored;
  return {
    stored,
    item: { journalId, tillId, seq, opId, atMs, clock, receivedAtMs, body: read.ok ? read.body : undefined, outcome: { verdict: 'parked', reason: 'unknown-operation' } },
  };
}

/** Locks and reads what these operations touch, in the order that every transaction keeps: journal, sales, coupons, accounts, feed. */
async function openBatch(tx: Queryable, { library, sealing, nowMs }: BatchOptions, push: PushRequest, fresh: readonly FreshOperation[]): Promise<BatchState> {
  const redirects = await readRedirects(tx, fresh.flatMap(({ item }) => accountsNamedBy(item.body)));
  for (const { item } of fresh) if (item.body !== undefined) item.body = redirected(item.body, redirects);
  const named = namedBy(fresh.map(({ item }) => item));
  const sales = await openSales(tx, named.saleIds);
  const waiting = [...sales.values()].flatMap((record) => record.waiting);
  const accountIds = [...named.accountIds, ...waiting.flatMap(({ body }) => accountsNamedBy(body))];
  const bundleHashes = [...named.bundleHashes];
  for (const { body } of [...fresh.map(({ item }) => item), ...waiting]) {
    if (body?.kind === 'return-committed') bundleHashes.push(...bundlesToQuote(body.payload, sales.get(body.payload.saleId)?.sale));
  }
  const bundles = await library.load(tx, bundleHashes);
  const programme = await openProgramme(tx, fresh.flatMap(({ item: { body } }) => (body?.kind === 'sale-committed' ? [body.payload] : [])));
  const inForce = named.customers.length === 0 ? undefined : await library.inForce(tx);
  const made = await makeAccounts(tx, named.customers.flatMap((body) => (body.kind === 'customer-registered' ? [body.payload] : [])), inForce);
  const books = await openBooks(tx, accountIds, named.holdIds, nowMs);
  assertNotMerged(books);
  // whatever becomes of the operation that made it, a new account takes its place in the feed
  for (const accountId of made) change(books, accountId, (account) => ({ ...account }));
  const profiles = await openProfiles(tx, named.customers.map(({ payload }) => payload.accountId), inForce?.bundle.questionnaire);
  const opened = await openBlobs(tx, sealing, push.sealed ?? [], named.customers);
  return { books, programme, sales, bundles, profiles, opened, today: await programmeToday(tx, library, nowMs), findings: [], accruals: [] };
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
