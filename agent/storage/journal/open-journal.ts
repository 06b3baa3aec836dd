import type Database from 'better-sqlite3';
import type { BundleStore } from '../../ports/bundles.ts';
import type { TrustedNow } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { AccountEvents } from '../../ports/account-events.ts';
import type { JournalReader } from '../../ports/journal-reader.ts';
import type { KeptLookUps } from '../../ports/look-ups.ts';
import type { Meta } from '../../ports/meta.ts';
import type { Outages } from '../../ports/outages.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { Returns } from '../../ports/returns.ts';
import type { Sales } from '../../ports/sales.ts';
import { connect } from '../sqlite/connect.ts';
import { sqliteCode } from '../sqlite/sqlite-code.ts';
import { createAppendListeners } from './append-listeners.ts';
import { currentJournal, type JournalIdentity } from './begin-journal.ts';
import { createBundleStore } from './bundle-store.ts';
import { createCleanMark } from './clean-mark.ts';
import { readDurability, type Durability } from './durability.ts';
import { failpointIsOn } from './failpoints.ts';
import { createIdempotencyStore } from './idempotency-store.ts';
import { inspectJournal } from './inspect-journal.ts';
import { guarded } from './journal-fault.ts';
import { createLogDoubt } from './log-doubt.ts';
import { markHeldSalesInDoubt } from './mark-in-doubt.ts';
import { createLookUpStore } from './look-up-store.ts';
import { createMetaStore } from './meta-store.ts';
import { migrate, type Migration } from './migrate.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import { createJournalReader } from './journal-reader.ts';
import { createAccountEvents } from './account-events.ts';
import { createOperationLog } from './operation-log.ts';
import { createOutageStore } from './outage-store.ts';
import { createOutbox } from './outbox-store.ts';
import { finishReplacement } from './replace-file.ts';
import { reserveLog } from './reserve-log.ts';
import { createReturnStore, createSaleStore } from './sale-store.ts';
import { createSegmentStore, type SegmentStore } from './segment-store.ts';
import { readSetAside, type SetAside } from './set-aside.ts';

export interface JournalOptions {
  path: string;
  identity: JournalIdentity;
  newId: () => string;
  /** Asked once at the opening. It gets the journal's own `meta`, because trusted time is kept there. */
  now: (meta: Meta) => TrustedNow;
  /** The most pages that the file may have; past it every write fails with `journal-disk-full`. Default: as many as the disk takes. */
  maxPages?: number;
  /** How many pages the write-ahead log gets room for at once, so that commits need not lengthen it; an agent that serves wants `servingLogPages`. Default: none. */
  logPages?: number;
  /** The format that this release knows; tests play other releases */
  migrations?: readonly Migration[];
}

export interface JournalStore {
  journal: Journal;
  sales: Sales;
  returns: Returns;
  bundles: BundleStore;
  outbox: Outbox;
  reader: JournalReader;
  accountEvents: AccountEvents;
  lookUps: KeptLookUps;
  outages: Outages;
  meta: Meta;
  segments: SegmentStore;
  /** A damaged file in whose place this one was put, while it is still there */
  setAside(): SetAside | undefined;
  /** As the durable connection is set now */
  durability(): Durability;
  /** Returns how many sales became `in-doubt`. */
  markHeldSalesInDoubt(atMs: number): number;
  close(): void;
}

/** A commit writes some eight pages, and whichever comes upon a full log syncs twice more and waits for the copy: with this, one in 250 does. */
export const checkpointPages = 2_000;

/** The commit that comes upon a full log still goes in. */
export const servingLogPages = checkpointPages + 100;

/**
 * Opens `journal.db`, or creates it with its first operation. One process at a time: the host's owner lock sees to it.
 * Throws `JournalFileError` where the file is not a journal that this code may use (the file stays as it is), and `JournalFault` where the disk fails.
 */
export function openJournal(options: JournalOptions): JournalStore {
  finishReplacement(options.path);
  const { migrations = allMigrations } = options;
  inspectJournal(options.path, migrations.at(-1)?.version ?? 0);
  const size = { checkpointPages, ...(options.maxPages === undefined ? {} : { maxPages: options.maxPages }) };
  const opened: Database.Database[] = [];
  try {
    return guarded(() => {
      const durable = connect(options.path, { synchronous: failpointIsOn('journal-synchronous-off') ? 'OFF' : 'FULL', ...size });
      opened.push(durable);
      migrate(durable, migrations);
      const drafts = connect(options.path, { synchronous: 'NORMAL', ...size });
      opened.push(drafts);
      const store = assemble(options, durable, drafts);
      if (options.logPages !== undefined) reserveLog(durable, options.logPages);
      return store;
    });
  } catch (error) {
    for (const db of opened) db.close();
    throw error;
  }
}

function assemble(options: JournalOptions, durable: Database.Database, drafts: Database.Database): JournalStore {
  const meta = createMetaStore(durable);
  const now = options.now(meta);
  const current = currentJournal(durable, { identity: options.identity, newId: options.newId, now });
  const cleanMark = createCleanMark(durable);
  const idempotency = createIdempotencyStore(durable);
  ifDiskAllows(() => {
    cleanMark.set(current.head.seq);
    idempotency.deleteOld(now.atMs);
  });
  const listeners = createAppendListeners();
  const doubt = createLogDoubt(durable);
  const sales = createSaleStore(drafts, doubt);
  const journal = createOperationLog({ durable, current, cleanMark, idempotency, doubt, onSaleWritten: (saleId) => sales.written(saleId), onAppended: () => listeners.notify() });
  return {
    journal,
    sales: sales.sales,
    returns: createReturnStore(drafts, doubt),
    bundles: createBundleStore(durable),
    outbox: createOutbox({ durable, drafts, doubt }, journal, current, (listener) => listeners.add(listener)),
    reader: createJournalReader(durable),
    accountEvents: createAccountEvents(durable),
    lookUps: createLookUpStore(drafts, doubt),
    outages: createOutageStore(drafts, doubt),
    meta,
    segments: createSegmentStore(durable),
    setAside: () => readSetAside(meta, options.path),
    durability: () => readDurability(durable),
    markHeldSalesInDoubt: (atMs) => markHeldSalesInDoubt(durable, atMs),
    close: () => {
      drafts.close();
      try {
        cleanMark.set(journal.head().seq);
      } catch {
        // The mark only saves the next start some work: without it more of the chain is checked.
      } finally {
        durable.close();
      }
    },
  };
}

/** For what only saves the next start some work or room: a till whose disk is full can still read, and must not stay down for it. */
function ifDiskAllows(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
  }
}
