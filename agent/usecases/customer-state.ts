/**
 * Customer state at the till = cached row + own operations that the row does not contain yet (DESIGN §4) + what own open sales have reserved, as it stands today.
 * It changes when something happens to the customer, never because a push was acknowledged.
 */
import { applyOperation, isAbout } from '../domain/customer/apply-operation.ts';
import { spendAllowance, withoutAllowance } from '../domain/customer/allowance.ts';
import { customerState } from '../domain/customer/customer-state.ts';
import { withHold } from '../domain/customer/hold.ts';
import { settleDue } from '../domain/ledger/settle-due.ts';
import { readOperation } from '../domain/operations/read-operation.ts';
import type { Account, CustomerState } from '../domain/customer/account.ts';
import type { StoredOperation } from '../domain/operations/operation.ts';
import type { CachedAccount, CacheView } from '../ports/customer-cache.ts';
import { toldCard, type FoldedCard } from '../domain/cards/account-card.ts';
import { cardsNow } from './cards-now.ts';
import type { Till } from './till.ts';

/** More open sales with points than any till has: each is an unfinished checkout. */
const maxOpenSales = 1_000;

export interface AccountNow {
  account: Account;
  view: CacheView;
  /** The last own operation that the cached row contained; 0 where the view knows another journal */
  through: number;
  /** Of this account's points those that own open sales have reserved without a hold: they are in no other number */
  reservedPoints: number;
}

export interface CustomerNow extends AccountNow {
  state: CustomerState;
  /** All that is known of the card that was shown */
  card: FoldedCard;
  /** Something that was done to the card here is not settled by the centre */
  isTentative: boolean;
}

/** The account as this till knows it now, but for what the sale `exceptSaleId` has reserved; of one that was merged that which is left. Undefined where the cache does not have it. */
export function accountNow(till: Till, accountId: string, exceptSaleId?: string): AccountNow | undefined {
  const cached = leftOf(till, accountId) ?? (wasMadeHere(till, accountId) ? newAccount(till, accountId) : undefined);
  return cached === undefined ? undefined : withOwn(till, cached, exceptSaleId);
}

/**
 * The customer of a card number as this till knows it now: by the cache, and by what was done to the card here since. Undefined where neither knows it.
 * A card that was issued here a moment ago leads to an account that the centre has not told of: it has what own sales gave it.
 */
export function customerNow(till: Till, cardNumber: string): CustomerNow | undefined {
  const { cards, cached, tentative } = cardsNow(till, [cardNumber]);
  const card = cards.get(cardNumber);
  if (card === undefined) return undefined;
  const told = cached.get(cardNumber);
  const row = told?.account.accountId === card.accountId ? told : (leftOf(till, card.accountId) ?? newAccount(till, card.accountId));
  if (row === undefined) return undefined;
  const now = withOwn(till, row);
  const state = customerState({ ...now.account, cards: [toldCard(card)] }, cardNumber);
  return state === undefined ? undefined : { ...now, state, card, isTentative: tentative.has(cardNumber) };
}

/** By a card that was issued here or a registration, of which the centre has not told yet. */
function wasMadeHere(till: Till, accountId: string): boolean {
  return till.journal.operationsOfAccount(accountId, 0).some(({ kind }) => kind === 'card-issued' || kind === 'customer-registered');
}

function leftOf(till: Till, accountId: string): CachedAccount | undefined {
  const named = till.cache.findById(accountId);
  return named?.account.mergedInto === undefined ? named : till.cache.findById(named.account.mergedInto);
}

/** As the centre will make it when it hears of the card. Before the first snapshot the view is of nothing. */
function newAccount(till: Till, accountId: string): CachedAccount | undefined {
  const tier = till.activeBundle()?.bundle.tiers[0];
  if (tier === undefined) return undefined;
  const view = till.cache.view() ?? { generation: 0, epoch: '', cursor: 0, through: { journalId: till.journal.journalId, seq: 0 }, asOfMs: 0, accounts: 0 };
  return { account: { accountId, tier: tier.id, availablePoints: 0, holds: [], purchases: 0, cards: [] }, view };
}

function withOwn(till: Till, cached: CachedAccount, exceptSaleId?: string): AccountNow {
  const through = throughOf(till, cached.view);
  const { account, reservedPoints } = withOpenSales(till, withoutReturned(till, withOwnOperations(till, cached, through)), exceptSaleId);
  return { account: asOfToday(till, account), view: cached.view, through, reservedPoints };
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
  const undone = till.journal.undone();
  let account = cached.account;
  for (const stored of operationsOf(till, account, through)) {
    if (undone.has(stored.opId)) continue;
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

/** An allowance that this till gave back is never spent of again, whatever a row that should no longer have it says. */
function withoutReturned(till: Till, account: Account): Account {
  const own = account.allowances?.filter(({ journalId }) => journalId === till.journal.journalId) ?? [];
  if (own.length === 0) return account;
  const returned = new Set([account.accountId, ...(account.mergedIds ?? [])].flatMap((id) => [...till.journal.returnedAllowances(id)]));
  return own.filter(({ allowanceId }) => returned.has(allowanceId)).reduce((left, { allowanceId }) => withoutAllowance(left, allowanceId), account);
}

/** What another open sale has reserved cannot be taken again: a hold until it ends (the feed tells of it later), the rest as long as the sale is open. */
function withOpenSales(till: Till, account: Account, exceptSaleId: string | undefined): Pick<AccountNow, 'account' | 'reservedPoints'> {
  const { atMs } = till.clock.now();
  let left = account;
  let reservedPoints = 0;
  for (const { saleId, customer, cover } of till.sales.list(['held', 'in-doubt'], maxOpenSales)) {
    if (saleId === exceptSaleId || cover === undefined || !isAbout(account, customer?.state.accountId)) continue;
    const { hold, allowance, riskPoints = 0 } = cover;
    if (hold !== undefined && hold.expiresAtMs > atMs) left = withHold(left, hold);
    if (allowance !== undefined) left = spendAllowance(left, allowance.allowanceId, allowance.points);
    if (riskPoints > 0) left = { ...left, availablePoints: left.availablePoints - riskPoints };
    reservedPoints += (allowance?.points ?? 0) + riskPoints;
  }
  return { account: left, reservedPoints };
}
