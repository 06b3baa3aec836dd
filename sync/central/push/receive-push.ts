import type { PushAnswer, PushRequest, PushVerdict } from '../../protocol/messages.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { CentralLog } from '../central-log.ts';
import type { Database } from '../database/database.ts';
import type { Gate } from '../gate.ts';
import type { SealingKeys } from '../profiles/sealing-keys.ts';
import type { Till } from '../tills.ts';
import type { BatchItem } from './batch-item.ts';
import { bookOperations } from './book-operations.ts';
import { writeFindings } from './finding.ts';
import { countingWhereNeeded } from './honouring.ts';
import { lockJournal, moveJournal } from './journal-position.ts';
import { packPayloads, type PackedPayloads } from './pack-payloads.ts';
import { prepareBatch, type PreparedBatch } from './prepare-batch.ts';
import { PoisonedOperation } from './poisoned-operation.ts';
import { quarantine } from './quarantine.ts';
import { keepSealed, verifySealed } from './sealed-blobs.ts';
import { splitBatch } from './split-batch.ts';
import { verifyBatch } from './verify-batch.ts';

export interface PushOptions {
  db: Database;
  library: BundleLibrary;
  sealing: SealingKeys;
  nowMs: number;
  log: CentralLog;
  gates?: PushGates;
}

/**
 * How many pushes are prepared at once, which takes this process, and how many are booked, which takes the database. Were they counted together, nobody would prepare
 * while those that are let in wait for the feed's lock and for the disk.
 */
export interface PushGates {
  readonly prepare: Gate;
  readonly book: Gate;
}

const open: PushGates = { prepare: (work) => work(), book: (work) => work() };

/**
 * Takes a batch of a till's journal: all of it in one transaction, each operation once. An operation that this centre fails to book is kept and
 * parked, and the batch taken again: the journal is one chain, so that a till could never get past it otherwise.
 * @throws ProblemError as `verifyBatch`, and `journal-gap`, `journal-of-another-till`, `operation-id-reused`; nothing is changed then
 */
export async function receivePush(options: PushOptions, till: Till, push: PushRequest): Promise<PushAnswer> {
  const { prepare, book } = options.gates ?? open;
  const prepared = await prepare(() => prepareWhole(options, till, push));
  return await book(() => bookWhole(options, till, push, prepared));
}

type PreparedPush = Pick<Attempt, 'prepared' | 'packed'>;

async function prepareWhole({ db, library, nowMs }: PushOptions, till: Till, push: PushRequest): Promise<PreparedPush> {
  verifyBatch(till, push, nowMs);
  verifySealed(push);
  const prepared = await prepareBatch(db, library, till.tillId, push);
  return { prepared, packed: await packPayloads(push.operations.filter(({ seq }) => prepared.has(seq))) };
}

async function bookWhole(options: PushOptions, till: Till, push: PushRequest, whole: PreparedPush): Promise<PushAnswer> {
  const poisoned = new Set<string>();
  for (;;) {
    try {
      return await countingWhereNeeded(async (countsHonoured) => await takeBatch(options, till, push, { ...whole, poisoned, countsHonoured }));
    } catch (error) {
      if (!(error instanceof PoisonedOperation) || poisoned.has(error.opId)) throw error;
      options.log.error({ err: error.cause, tillId: till.tillId, journalId: push.journalId, opId: error.opId }, 'an operation cannot be booked and is parked');
      poisoned.add(error.opId);
    }
  }
}

/** What was done before, and what an attempt before has shown to be needed. */
interface Attempt {
  prepared: PreparedBatch;
  packed: readonly PackedPayloads[];
  poisoned: ReadonlySet<string>;
  /** A receipt is to be honoured within caps */
  countsHonoured: boolean;
}

/**
 * All that a push asks is found by its keys, however many there are. Asked for some hundred at once a server plans each of a connection's first five pushes for just those,
 * and then would rather read all accounts and all cards.
 */
const planOnce = 'SET LOCAL plan_cache_mode = force_generic_plan';

async function takeBatch({ db, library, sealing, nowMs }: PushOptions, till: Till, push: PushRequest, attempt: Attempt): Promise<PushAnswer> {
  return await db.transaction(async (tx) => {
    await tx.query(planOnce);
    const { epoch, ...before } = await lockJournal(tx, till, push, nowMs);
    const { known, fresh, fork } = await splitBatch(tx, push, before);
    await writeFindings(tx, await quarantine(tx, push.journalId, fork, nowMs), nowMs);
    const last = fresh.at(-1);
    await moveJournal(tx, push, last ?? before, nowMs);
    const sealed = { keys: sealing, blobs: push.sealed ?? [] };
    const items = await bookOperations(tx, { tillId: till.tillId, library, nowMs, sealed, ...attempt }, push.journalId, fresh);
    await keepSealed(tx, push, items, nowMs);
    return {
      epoch,
      position: last === undefined ? before : { seq: last.seq, hash: last.hash },
      verdicts: [...known, ...items.map(verdictOf), ...fork.map(({ seq }) => ({ seq, verdict: 'quarantined' as const, reason: 'fork' }))],
    };
  }, 'READ COMMITTED', 'idempotent');
}

function verdictOf({ seq, outcome: { verdict, reason } }: BatchItem): PushVerdict {
  return { seq, verdict, ...(reason === undefined || verdict === 'applied' ? {} : { reason }) };
}
