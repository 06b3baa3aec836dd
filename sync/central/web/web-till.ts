import { randomUUID } from 'node:crypto';
import { readCardNumber } from '../../../agent/domain/cards/card-number.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { withoutHold } from '../../../agent/domain/customer/hold.ts';
import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';
import type { TrustedKeys } from '../../../agent/domain/returns/slip/judge-code.ts';
import { businessTimeAt } from '../../../agent/host/clock/business-time.ts';
import type { Authority, AuthorityStanding } from '../../../agent/ports/authority.ts';
import type { CacheView, CachedAccount, CustomerCache } from '../../../agent/ports/customer-cache.ts';
import type { ReturnRecord } from '../../../agent/ports/returns.ts';
import type { SaleRecord } from '../../../agent/ports/sales.ts';
import type { LimitWatch } from '../../../agent/usecases/limits/limit-watch.ts';
import type { Till } from '../../../agent/usecases/till.ts';
import { accountColumns, accountFromRow, type AccountRow } from '../accounts/account-rows.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import { centralVersion } from '../central-version.ts';
import { leftOfBudget } from '../budgets.ts';
import type { Queryable } from '../database/database.ts';
import { isSignedBy, type RootKey } from '../home/root-key.ts';
import { readEpoch } from '../meta.ts';
import { tillIdOf, type WebChannel } from './web-channel.ts';
import type { WebJournal } from './web-journal.ts';

/** What a call may need of the centre's books, named before it runs: use cases read without waiting. */
export interface Wanted {
  /** What was shown as a card */
  code?: string;
  accountId?: string;
  coupons?: readonly string[];
  /** Bundles beside the one in force */
  bundleHashes?: readonly string[];
}

export interface Books {
  compiled: CompiledBundle | undefined;
  bundles: ReadonlyMap<string, CompiledBundle>;
  cache: CustomerCache;
}

/** Reads it as it is at this moment. `ownHoldId`: of the sale that asks; its points are the customer's to spend on it. */
export async function readBooks(db: Queryable, library: BundleLibrary, channel: WebChannel, wanted: Wanted, at: { nowMs: number; seq: number; ownHoldId?: string }): Promise<Books> {
  const compiled = await library.inForce(db);
  const bundles = await library.load(db, wanted.bundleHashes ?? []);
  const card = wanted.code === undefined || compiled === undefined ? undefined : readCardNumber(compiled.bundle.cardSchemes, wanted.code);
  const rows = await readAccounts(db, card?.ok === true ? card.number : null, wanted.accountId ?? null);
  const view: CacheView = {
    generation: 1,
    epoch: await readEpoch(db),
    cursor: rows[0]?.head ?? 0,
    through: { journalId: channel.journalId, seq: at.seq },
    asOfMs: at.nowMs,
    accounts: rows.length,
  };
  const accounts = rows.map((row) => {
    const account = accountFromRow(row);
    return at.ownHoldId === undefined ? account : withoutHold(account, at.ownHoldId);
  });
  const programme = await readProgramme(db, wanted.coupons ?? []);
  const cached = (account: Account | undefined): CachedAccount | undefined => (account === undefined ? undefined : { account, view });
  return {
    compiled,
    bundles,
    cache: {
      view: () => view,
      findByCard: (cardNumber) => cached(accounts.find(({ cards }) => cards.some(({ number }) => number === cardNumber))),
      findById: (accountId) => cached(accounts.find((account) => account.accountId === accountId)),
      // a web shop names cards
      findByPhone: () => [],
      dueAllowances: () => [],
      programme: () => programme,
    },
  };
}

async function readAccounts(db: Queryable, cardNumber: string | null, accountId: string | null): Promise<(AccountRow & { head: number })[]> {
  if (cardNumber === null && accountId === null) return [];
  return await db.query<AccountRow & { head: number }>(
    `SELECT ${accountColumns}, (SELECT position FROM feed_head) AS head FROM account a
     WHERE a.account_id = $2 OR a.account_id = (SELECT m.merged_into FROM account m WHERE m.account_id = $2) OR a.account_id = (SELECT c.account_id FROM card c WHERE c.number = $1)`,
    [cardNumber, accountId],
  );
}

/** What is left of every budget, and which of these coupons were used. */
async function readProgramme(db: Queryable, coupons: readonly string[]): Promise<ProgrammeState> {
  const budgets = await db.query<{ promotionId: string; leftMinor: number }>(
    `SELECT promotion_id AS "promotionId", ${leftOfBudget} AS "leftMinor" FROM promotion_budget WHERE limit_minor IS NOT NULL ORDER BY promotion_id`,
  );
  const used = coupons.length === 0 ? [] : await db.query<{ code: string }>('SELECT code FROM used_coupon WHERE code = ANY($1) AND NOT is_free ORDER BY code', [[...coupons]]);
  return { ...(budgets.length === 0 ? {} : { budgets }), ...(used.length === 0 ? {} : { usedCoupons: used.map(({ code }) => code) }) };
}

/** Who sells at the centre is never without it. */
export function atTheCentre(): AuthorityStanding {
  return { isReachable: true, isQuarantined: false };
}

/** A web shop shows no codes of the application. */
export async function noCodes(): Promise<{ outcome: 'unavailable' }> {
  return await Promise.resolve({ outcome: 'unavailable' });
}

export interface WebTillParts {
  channel: WebChannel;
  nowMs: number;
  books: Books;
  journal: WebJournal;
  authority: Authority;
  rootKey: Pick<RootKey, 'isSigned'>;
  sale?: SaleRecord | undefined;
  returned?: ReturnRecord | undefined;
  /** Whose slips are believed; nobody's, where the call reads none */
  slipKeys?: TrustedKeys;
  /** Of calls that limits against fraud are counted for */
  limits?: LimitWatch;
}

/** A web channel as the use cases know a till: everything in memory, for one call in one transaction. What they want written is in `journal.changes`. */
export function webTill({ channel, nowMs, books, journal, authority, rootKey, sale, returned, slipKeys = nobodysKeys, limits }: WebTillParts): Till {
  const { compiled, bundles, cache } = books;
  const meta = new Map<string, string>();
  return {
    tillId: tillIdOf(channel),
    storeId: channel.storeId,
    agentVersion: centralVersion,
    clock: { now: () => ({ atMs: nowMs, wallMs: nowMs, clock: 'synced' }), businessTime: businessTimeAt },
    ids: { next: () => randomUUID() },
    journal,
    meta: { get: (key) => meta.get(key), set: (key, value) => void meta.set(key, value) },
    sales: {
      find: (saleId) => (sale?.saleId === saleId ? sale : undefined),
      // holds of other sales are in the account already
      list: () => [],
      save: (next) => void (journal.changes = { ...journal.changes, sale: next }),
      isKept: () => true,
    },
    returns: {
      find: (returnId) => (returned?.returnId === returnId ? returned : undefined),
      save: (next) => void (journal.changes = { ...journal.changes, return: next }),
    },
    cache,
    // every account says of its own cards
    blockedCards: { find: () => undefined },
    // a web shop registers nobody: what it knows of a person never comes here
    sealer: { seal: () => undefined },
    phones: { hashesOf: () => [] },
    // a web shop prints no slips
    slips: { certificate: () => undefined, sign: () => new Uint8Array(), sha256: () => new Uint8Array(), keys: slipKeys },
    ...(limits === undefined ? {} : { limits }),
    authority,
    directory: noDirectory,
    proofs: new Map(),
    // the centre's budgets and coupons contain every sale
    ownCounts: { since: () => ({ coupons: new Set(), freed: new Set(), discountMinor: new Map() }) },
    daySales: { of: () => [] },
    asking: new Set(),
    looksCustomersUpAgain: true,
    activeBundle: () => compiled,
    bundleOf: (hash) => (compiled?.hash === hash ? compiled : bundles.get(hash)),
    isSignedByCentre: (text, signature) => rootKey.isSigned(text, signature),
    isSignedBy,
    budgets: { holdMs: 0, returnableMs: 0, lookUpMs: 0, codeMs: 0 },
  };
}

const nobodysKeys: TrustedKeys = { root: () => undefined, isRevoked: () => false, isSigned: () => false };

/** A web shop asks nothing about persons. */
const noDirectory: Till['directory'] = {
  findByPhone: async () => await Promise.resolve(undefined),
  requestCode: async () => await Promise.resolve(undefined),
  checkCode: async () => await Promise.resolve(undefined),
};
