import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSigned } from '../../../agent/host/bundle/check-envelope.ts';
import { openCache } from '../../../agent/storage/cache/open-cache.ts';
import { createSnapshotFile } from '../../../agent/storage/cache/snapshot-file.ts';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import { makeCardNumber } from '../../../agent/domain/cards/card-number.ts';
import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import { compiledExample, exampleBundle, promotionOf } from '../../domain/kit/shop.ts';
import { scriptedAuthority } from './scripted-authority.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { CardState } from '../../../agent/domain/cards/card.ts';
import type { ClockQuality } from '../../../agent/domain/time/business-time.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import type { OperationBody } from '../../../agent/domain/operations/operation.ts';
import type { CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import type { JournalStore } from '../../../agent/storage/journal/open-journal.ts';
import { createDaySales } from '../../../agent/usecases/day-sales.ts';
import { createLookUps, type LookUps } from '../../../agent/usecases/limits/look-ups.ts';
import { createOwnCounts } from '../../../agent/usecases/own-counts.ts';
import type { Directory } from '../../../agent/ports/directory.ts';
import { absentDirectory } from './absent-directory.ts';
import type { Till } from '../../../agent/usecases/till.ts';
import { noSlips } from './test-slips.ts';
import type { Slips } from '../../../agent/ports/slips.ts';
import { testSignature } from './test-signature.ts';
import type { ScriptedAuthority } from './scripted-authority.ts';

/** 2026-11-22, Sunday, 12:00 in Almaty */
export const noonMs = 1_795_330_800_000;
const minuteMs = 60_000;

/** A till over real databases in a folder of its own; only the centre and the clock are played. */
export interface TestTill {
  readonly till: Till;
  readonly authority: ScriptedAuthority;
  /** Out of reach, unless a test plays the centre */
  directory: Directory;
  readonly store: JournalStore;
  readonly customers: CacheStore;
  /** Trusted time; a test may set it */
  nowMs: number;
  clock: ClockQuality;
  compiled: CompiledBundle | undefined;
  /** Programmes that were in service before */
  former: CompiledBundle[];
  /** Card numbers that the block list names, with the view that it was made in */
  blocked: Map<string, { epoch: string; cursor: number }>;
  /** How its slips are signed, and whose it believes; nobody's, until a test says so */
  slips: Slips;
  /** The operations of the journal after `seq` 1, read back */
  written(): OperationBody[];
  /** A new snapshot of the centre */
  snapshot(accounts: readonly Account[], through?: { journalId: string; seq: number }): void;
  /** Closes the databases and opens them again, as a restart does */
  restart(): void;
  close(): void;
}

/** Stands in for the keyed hash of a telephone */
export function testPhoneHash(number: string): string {
  return number.replace('+', 'p').padEnd(22, '_');
}

/** `folder` of an earlier test till opens that one again. */
export function openTestTill(changes: Partial<Bundle> = {}, folder = mkdtempSync(join(tmpdir(), 'till-usecases-'))): TestTill {
  const authority = scriptedAuthority();
  let lastId = 0;
  const ids = { next: () => `id-${String((lastId += 1)).padStart(4, '0')}` };
  let open = openStores(folder, ids.next, noonMs);
  const test: TestTill = {
    directory: absentDirectory,
    nowMs: noonMs,
    clock: 'synced',
    compiled: compiledExample({ ...programme, ...changes }),
    former: [],
    blocked: new Map(),
    slips: noSlips,
    authority,
    get store() {
      return open.store;
    },
    get customers() {
      return open.customers;
    },
    get till() {
      return makeTill();
    },
    written: () => {
      const bodies: OperationBody[] = [];
      for (let seq = 2; seq <= open.store.journal.head().seq; seq += 1) bodies.push(bodyAt(open.store, seq));
      return bodies;
    },
    snapshot: (accounts, through = { journalId: open.store.journal.journalId, seq: open.store.journal.head().seq }) => {
      const build = open.customers.writer.beginSnapshot();
      const file = createSnapshotFile(build.path);
      file.add(accounts.map((account) => ({ account, doc: JSON.stringify(account) })));
      file.finish({ epoch: 'epoch-1', cursor: 40, through, asOfMs: test.nowMs });
      build.finish();
    },
    restart: () => {
      closeStores();
      open = openStores(folder, ids.next, test.nowMs);
      open.store.markHeldSalesInDoubt(test.nowMs);
    },
    close: () => {
      closeStores();
      rmSync(folder, { recursive: true });
    },
  };

  function closeStores(): void {
    open.customers.close();
    open.store.close();
  }

  function makeTill(): Till {
    return {
      tillId: 'till-1',
      storeId: 'centre',
      agentVersion: '1.4.0',
      ids,
      clock: {
        now: () => ({ atMs: test.nowMs, wallMs: test.nowMs, clock: test.clock }),
        businessTime: (atMs) => ({ instantMs: atMs, localDate: '2026-11-22', minuteOfDay: 720 + Math.floor((atMs - noonMs) / minuteMs), weekday: 7, offsetMin: 300 }),
      },
      journal: open.store.journal,
      meta: open.store.meta,
      sales: open.store.sales,
      returns: open.store.returns,
      cache: open.customers.cache,
      blockedCards: { find: (number) => test.blocked.get(number) },
      authority,
      directory: test.directory,
      proofs: new Map(),
      sealer: { seal: () => undefined },
      phones: { hashesOf: (number) => [testPhoneHash(number)] },
      slips: test.slips,
      ownCounts: createOwnCounts(open.store.journal),
      daySales: createDaySales(open.store.journal),
      limits: { events: open.store.accountEvents, staff: { byUser: () => undefined, byBadge: () => undefined }, lookUps: open.lookUps },
      asking: open.asking,
      activeBundle: () => test.compiled,
      bundleOf: (hash) => [test.compiled, ...test.former].find((compiled) => compiled?.hash === hash),
      isSignedByCentre: (text, signature) => signature === testSignature(text),
      isSignedBy: (publicKey, text, signature) => isSigned({ text, signature }, publicKey),
      budgets: { holdMs: 300, returnableMs: 500, lookUpMs: 800, codeMs: 5_000 },
    };
  }
  return test;
}

function openStores(folder: string, newId: () => string, nowMs: number): { store: JournalStore; customers: CacheStore; asking: Set<string>; lookUps: LookUps } {
  const store = openJournal({
    path: join(folder, 'journal.db'),
    identity: { tillId: 'till-1', storeId: 'centre', agentVersion: '0.0.0' },
    newId,
    now: () => ({ atMs: noonMs, wallMs: noonMs, clock: 'synced' }),
  });
  const pointer = { get: () => { const text = store.meta.get('generation'); return text === undefined ? undefined : Number(text); }, set: (generation: number) => store.meta.set('generation', String(generation)) };
  return { store, customers: openCache({ folder, pointer }), asking: new Set(), lookUps: createLookUps(store.lookUps, (code) => code, nowMs) };
}

function bodyAt(store: JournalStore, seq: number): OperationBody {
  const read = readOperation(store.journal.operation(seq)!);
  if (!read.ok) throw new Error(read.invalid.detail);
  return read.body;
}

/** 10 % off dairy, 5 % of the money back as points; points pay up to half. */
const programme: Partial<Bundle> = {
  promotions: [
    promotionOf('dairy-10', { kind: 'goods-percent', basisPoints: 1_000 }, { goods: { kind: 'category', categoryIds: ['dairy'] } }),
    promotionOf('back-5', { kind: 'points-percent', basisPoints: 500 }, { when: { kind: 'card' } }),
  ],
};

const scheme = exampleBundle().cardSchemes[0]!;
export function cardNumber(serial: number): string {
  return makeCardNumber(scheme, 1, serial);
}

/** One account with one card; 500 points to spend unless told otherwise. */
export function accountOf(serial: number, changes: Partial<Account> = {}, state: CardState = 'active'): Account {
  return { accountId: `account-${serial}`, tier: 'base', availablePoints: 500, holds: [], cards: [{ number: cardNumber(serial), state }], ...changes };
}

/** Two milks: 1,000 before and 900 after the discount, 450 of it in points at most (1 point pays 100, so 4). */
export const twoMilks = [{ sku: 'milk', quantityMilli: 2_000, unitPriceMinor: 500 }];
/** A hundred milks: 45,000 after the discount, 225 points at most. */
export const manyMilks = [{ sku: 'milk', quantityMilli: 100_000, unitPriceMinor: 500 }];
