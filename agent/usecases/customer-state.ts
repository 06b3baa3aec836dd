/**
 * Customer state at the till = cached row + own operations that the row does not contain yet (DESIGN §4) + holds of own open sales, as it stands today.
 * It changes when something happens to the customer, never because a push was acknowledged.
 */
import { applyOperation, isAbout } from '../domain/customer/apply-operation.ts';
import { customerState } from '../domain/customer/customer-state.ts';
import { withHold } from '../domain/customer/hold.ts';
import { settleDue } from '../domain/ledger/settle-due.ts';
import { readOperation } from '../domain/operations/read-operation.ts';
import type { Account, CustomerState } from '../domain/customer/account.ts';
import type { StoredOperation } from '../domain/operations/operation.ts';
import type { CachedAccount, CacheView } from '../ports/customer-cache.ts';
import type { Till } from './till.ts';

/** More open sales with a hold than any till has: each is an unfinished checkout. */
const maxOpenHolds = 1_000;

export interface AccountNow {
  account: Account;
  view: CacheView;
  /** The last own operation that the cached row contained; 0 where the view knows another journal */
  through: number;
}

export interface CustomerNow extends AccountNow {
  state: CustomerState;
}

/** The account as this till knows it now; of one that was merged that which is left. Undefined where the cache does not have it. */
export function accountNow(till: Till, accountId: string): AccountNow | undefined {
  const named = till.cache.findById(accountId);
  const cached = named?.account.mergedInto === undefined ? named : till.cache.findById(named.account.mergedInto);
  return cached === undefined ? undefined : withOwn(till, cached);
}

/** The customer of a card number as this till knows it now. Undefined where the cache has no such card. */
export function customerNow(till: Till, cardNumber: string): CustomerNow | undefined {
  const cached = till.cache.findByCard(cardNumber);
  if (cached === undefined) return undefined;
  const now = withOwn(till, cached);
  const state = customerState(now.account, cardNumber);
  return state === undefined ? undefined : { ...now, state };
}

function withOwn(till: Till, cached: CachedAccount): AccountNow {
  const through = throughOf(till, cached.view);
  return { account: asOfToday(till, withOwnHolds(till, withOwnOperations(till, cached, through))), view: cached.view, through };
}

/** Pending points whose day has come count at once, whether the centre has told of it or not; points past their last day do not. */
function asOfToday(till: Till, account: Account): Account {
  const bundle = till.activeBundle()?.bundle;
  if (bundle === undefined) return account;
  return settleDue(account, till.clock.businessTime(till.clock.now().atMs, bundle.timeZone).localDate).account;
}

function throughOf(till: Till, view: CacheView): number {
  return till.journal.throughOf(view.through.journalId, view.through.seq);
}

function withOwnOperations(till: Till, cached: CachedAccount, through: number): Account {
  let account = cached.account;
  for (const stored of operationsOf(till, account, through)) {
    const read = readOperation(stored);
    // An operation that a newer release wrote before it was rolled back: the sale goes on without it, and the centre will tell.
    if (read.ok) account = applyOperation(account, read.body);
  }
  return account;
}

/** Oldest first; of accounts that were merged into this one too: what this till did before it heard of it. */
function operationsOf(till: Till, { accountId, mergedIds = [] }: Account, through: number): StoredOperation[] {
  const own = till.journal.operationsOfAccount(accountId, through);
  if (mergedIds.length === 0) return own;
  return [...own, ...mergedIds.flatMap((id) => till.journal.operationsOfAccount(id, through))].toSorted((one, other) => one.seq - other.seq);
}

/** A hold was taken seconds ago, the feed tells of it later: until then another sale must not offer the same points. */
function withOwnHolds(till: Till, account: Account): Account {
  const { atMs } = till.clock.now();
  let held = account;
  for (const sale of till.sales.list(['held', 'in-doubt'], maxOpenHolds)) {
    if (!isAbout(account, sale.customer?.state.accountId) || sale.hold === undefined || sale.hold.expiresAtMs <= atMs) continue;
    held = withHold(held, { holdId: sale.hold.holdId, points: sale.hold.points, expiresAtMs: sale.hold.expiresAtMs });
  }
  return held;
}
