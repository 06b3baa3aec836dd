import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createBlockListService } from '../../../agent/host/bundle/block-list-service.ts';
import { createBundleService } from '../../../agent/host/bundle/bundle-service.ts';
import { isSigned } from '../../../agent/host/bundle/check-envelope.ts';
import { createKnownForm } from '../../../agent/host/bundle/known-form.ts';
import { createTrustedClock, type TrustedClock } from '../../../agent/host/clock/trusted-clock.ts';
import { finishFirst } from '../../../agent/host/finish-first.ts';
import { createQuarantineMark } from '../../../agent/host/home/quarantine-mark.ts';
import { noSlips } from '../../usecases/kit/test-slips.ts';
import type { Meta } from '../../../agent/ports/meta.ts';
import { openCache, type CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { backupJournal } from '../../../agent/storage/journal/backup-journal.ts';
import { openJournal, type JournalStore } from '../../../agent/storage/journal/open-journal.ts';
import { restoreJournal } from '../../../agent/storage/journal/restore-journal.ts';
import { releaseAskedHolds } from '../../../agent/usecases/asked-holds.ts';
import { absentDirectory } from '../../usecases/kit/absent-directory.ts';
import { createDaySales } from '../../../agent/usecases/day-sales.ts';
import { createOwnCounts } from '../../../agent/usecases/own-counts.ts';
import { returnAllowances } from '../../../agent/usecases/return-allowances.ts';
import type { Till } from '../../../agent/usecases/till.ts';
import type { EnrolAnswer } from '../../../sync/protocol/messages.ts';
import type { TillKeys } from '../../central/kit/test-till.ts';
import { pointerIn } from '../../storage/kit/journal-pointer.ts';
import type { ModelCentre } from './centre.ts';
import { createStepwiseEngine, type StepwiseEngine } from './stepwise-engine.ts';
import { wireClient, type Wire } from './wire.ts';

/** What a machine is before anything is started on it. */
export interface Machine {
  readonly folder: string;
  readonly centre: ModelCentre;
  readonly enrolled: EnrolAnswer;
  readonly keys: TillKeys;
  /** Which of the centre's processes it speaks with */
  readonly process: number;
}

/** The machine's own clocks. */
interface MachineClock {
  bootId: string;
  bootedAtMs: number;
  /** The wall clock's error */
  wallErrorMs: number;
}

interface Running {
  store: JournalStore;
  customers: CacheStore;
  clock: TrustedClock;
  engine: StepwiseEngine;
  till: Till;
}

const log = pino({ level: 'silent' });
const returnedAtOnce = 20;

/** A till without an API: the real files, use cases and engine, composed as the agent composes them, which move only when told. */
export class ModelTill {
  readonly machine: Machine;
  readonly wire: Wire = { state: 'up' };
  readonly #clock: MachineClock;
  #running: Running;

  constructor(machine: Machine, clock: MachineClock = { bootId: 'boot-1', bootedAtMs: machine.centre.clock.nowMs - 3_600_000, wallErrorMs: 0 }) {
    this.machine = machine;
    this.#clock = clock;
    mkdirSync(machine.folder, { recursive: true });
    this.#running = this.#open();
  }

  get till(): Till {
    return this.#running.till;
  }

  get store(): JournalStore {
    return this.#running.store;
  }

  get journalFile(): string {
    return join(this.machine.folder, 'journal.db');
  }

  /** Whether its journal is known to have two branches */
  get isQuarantined(): boolean {
    return this.till.authority.standing().isQuarantined;
  }

  async push(): Promise<void> {
    await this.#running.engine.push();
  }

  /** What the centre tells, and what the till gives back because of it. */
  async pull(): Promise<void> {
    await this.#running.engine.pull();
    this.giveBack();
  }

  /** What the agent's keeper of allowances does each minute */
  giveBack(): void {
    while (returnAllowances(this.till, returnedAtOnce) > 0);
  }

  close(): void {
    this.#running.customers.close();
    this.#running.store.close();
  }

  /** As SIGKILL leaves the files: with their write-ahead logs, and without anybody's last words. */
  crash(): void {
    const image = `${this.machine.folder}-image`;
    this.#copyTo(image);
    this.close();
    rmSync(this.machine.folder, { recursive: true });
    renameSync(image, this.machine.folder);
    this.#running = this.#open();
  }

  /** The power goes, and the machine starts again with a wall clock that is wrong by so much. */
  reboot(bootId: string, wallErrorMs: number): void {
    Object.assign(this.#clock, { bootId, wallErrorMs, bootedAtMs: this.machine.centre.clock.nowMs } satisfies MachineClock);
    this.crash();
  }

  /** The same disk in another machine. */
  clone(folder: string, bootId: string): ModelTill {
    this.#copyTo(folder);
    return new ModelTill({ ...this.machine, folder }, { bootId, bootedAtMs: this.machine.centre.clock.nowMs, wallErrorMs: 0 });
  }

  backup(to: string): void {
    rmSync(to, { force: true });
    backupJournal(this.journalFile, to);
  }

  /** The disk is lost; the backup is put in its place. */
  restore(from: string): void {
    this.close();
    rmSync(this.machine.folder, { recursive: true });
    mkdirSync(this.machine.folder);
    const nowMs = this.machine.centre.clock.nowMs;
    restoreJournal(from, this.journalFile, { identity: this.#identity(), newId: randomUUID, now: { atMs: nowMs, wallMs: nowMs, clock: 'estimated' } });
    this.#running = this.#open();
  }

  #copyTo(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    cpSync(this.machine.folder, folder, { recursive: true, filter: (path) => !path.endsWith('-shm') });
  }

  #identity() {
    const { tillId, storeId } = this.machine.enrolled;
    return { tillId, storeId, agentVersion: '0.1.0' };
  }

  #open(): Running {
    const { folder, centre, enrolled, keys } = this.machine;
    const makeClock = (meta: Meta): TrustedClock => createTrustedClock({
      meta, bootId: this.#clock.bootId,
      wallMs: () => centre.clock.nowMs + this.#clock.wallErrorMs,
      uptimeMs: () => centre.clock.nowMs - this.#clock.bootedAtMs,
    });
    const store = openJournal({ path: this.journalFile, identity: this.#identity(), newId: randomUUID, now: (meta) => makeClock(meta).now() });
    const clock = makeClock(store.meta);
    const customers = openCache({ folder, pointer: pointerIn(store.meta) });
    const rootPublicKey = (): string => enrolled.rootPublicKey;
    const bundles = createBundleService({ store: store.bundles, rootPublicKey, nowMs: () => clock.now().atMs, onChange: () => undefined, knownForm: createKnownForm(store.meta) });
    const blockedCards = createBlockListService({ meta: store.meta, rootPublicKey, onTaken: () => undefined, onRefused: () => undefined });
    const quarantine = createQuarantineMark(store.meta, store.outbox.journalId, log);
    const engine = createStepwiseEngine({
      http: wireClient(() => this.#server(), () => enrolled.token, this.wire), outbox: store.outbox, cacheWriter: customers.writer, sign: (text) => keys.sign(text),
      bundles: { activeHash: () => bundles.active()?.hash, offer: (envelope) => bundles.offer(envelope) }, blockList: blockedCards,
      onCentralTime: (centralTimeMs) => clock.observeCentralTime(centralTimeMs, 0), now: () => clock.now().atMs, log,
      isQuarantined: quarantine.isMarked(), onQuarantined: () => quarantine.mark(),
    });
    const overStores: Till = {
      tillId: enrolled.tillId, storeId: enrolled.storeId, agentVersion: '0.1.0', clock, ids: { next: randomUUID }, journal: store.journal, meta: store.meta, sealer: { seal: () => undefined }, phones: { hashesOf: () => [] }, directory: absentDirectory, proofs: new Map(),
      sales: store.sales, returns: store.returns, cache: customers.cache, blockedCards, authority: engine.authority,
      ownCounts: createOwnCounts(store.journal), daySales: createDaySales(store.journal), asking: new Set(),
      activeBundle: () => bundles.active(), bundleOf: (hash) => bundles.find(hash),
      slips: noSlips, isSignedByCentre: (text, signature) => isSigned({ text, signature }, rootPublicKey()), isSignedBy: (publicKey, text, signature) => isSigned({ text, signature }, publicKey), budgets: { holdMs: 300, returnableMs: 500, lookUpMs: 800, codeMs: 5_000 },
    };
    const till = finishFirst(overStores, {
      ofLastRun: () => void store.markHeldSalesInDoubt(clock.now().atMs),
      ofAnyRun: () => void releaseAskedHolds(overStores),
    }, log);
    return { store, customers, clock, engine, till };
  }

  #server() {
    const server = this.machine.centre.servers[this.machine.process];
    if (server === undefined) throw new Error(`the centre has no process ${this.machine.process}`);
    return server;
  }
}
