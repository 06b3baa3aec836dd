import { keptClaim, type KeptClaim } from '../../../agent/domain/claims/kept-claim.ts';
import { claimOf, type SaleClaim } from '../../../agent/domain/claims/sale-claim.ts';
import { bookSale } from '../../../agent/domain/ledger/book-on-account.ts';
import { pendingOf, postings } from '../../../agent/domain/ledger/effects.ts';
import { saleLots } from '../../../agent/domain/ledger/lot.ts';
import type { Effect } from '../../../agent/domain/operations/effect.ts';
import type { LotMove, QuotedReturn, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { PointsClaimed } from '../../../agent/domain/operations/points-claimed.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { post, roomFor } from '../accounts/books.ts';
import { settleAccount } from '../accounts/settle-account.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { bookBack } from './book-back.ts';
import type { SaleRecord } from './sale-records.ts';

/**
 * Credits the points of a sale without a customer to whoever brought its code. At each moment the account has of the claim what the goods that were kept earn,
 * so that claim and returns may arrive in any order.
 *
 *   (no sale) ── waiting ──► sale arrives ──► credited ──► less, as goods come back (`takeClaimedBack`)
 *                                         └─► parked: claimed already · too late · not to be claimed
 */
export function applyClaim(state: BatchState, item: BatchItem, claimed: PointsClaimed): Outcome {
  const record = state.sales.get(claimed.saleId);
  if (record === undefined) throw new Error(`sale ${claimed.saleId} is not locked in this transaction`);
  const { sale } = record;
  if (sale === undefined) {
    record.waiting.push(item);
    return { verdict: 'waiting', reason: 'sale-unknown' };
  }
  const { accountId } = claimed;
  const defect = findDefect(item, claimed, sale);
  if (defect !== undefined) {
    report(state, item, 'defect', accountId, { what: 'claim', ...defect });
    return { verdict: 'parked', reason: 'claim-invalid' };
  }
  if (record.claim !== undefined) {
    report(state, item, 'drift', accountId, { what: 'claim-twice', saleId: claimed.saleId, pointsEarned: claimed.points });
    return { verdict: 'parked', reason: 'claim-repeated' };
  }
  if (sale.claim !== undefined && claimed.time.localDate > sale.claim.until) return { verdict: 'parked', reason: 'claim-expired' };
  const booked = state.books.accounts.get(accountId);
  if (booked?.programmeId !== claimed.programmeId) return { verdict: 'parked', reason: 'account-unknown' };
  const kept = keptOf(state, sale, record.returns.map(({ result }) => result));
  if (kept.points > roomFor(booked)) return { verdict: 'parked', reason: 'balance-full', accountId };
  record.claim = claimed;
  settleAccount(state.books, accountId, state.today, item.opId);
  const effects = creditOf(kept);
  post(state.books, accountId, item.opId, effects, (account) => bookSale(account, effects, saleLots(kept.accruals, sale.time.localDate)));
  if (kept.points !== claimed.points) report(state, item, 'drift', accountId, { what: 'claim-returned', statedPointsEarned: claimed.points, pointsEarned: kept.points });
  if (kept.points > 0) state.accruals.push({ opId: item.opId, accountId, points: kept.points, balance: booked.account.availablePoints });
  return { verdict: 'applied', accountId };
}

/** Some goods of a claimed sale came back: what they had earned goes back too, whatever the rules of returns leave to customers, as if it had never been credited. `before`: the returns without this one. */
export function takeClaimedBack(state: BatchState, item: BatchItem, { sale, claim, returns }: SaleRecord & { readonly sale: SaleCommitted }, before: readonly QuotedReturn[]): void {
  if (claim === undefined || !state.books.accounts.has(claim.accountId)) return;
  const had = keptOf(state, sale, before);
  const has = keptOf(state, sale, returns.map(({ result }) => result));
  const takenBack = had.points - has.points;
  if (takenBack === 0) return;
  settleAccount(state.books, claim.accountId, state.today, item.opId);
  const pending = pendingOf(had.accruals) - pendingOf(has.accruals);
  bookBack(state, `claim-back:${item.opId}`, claim.accountId, { givenBack: 0, takenBack, pending }, movesOf(had, has, sale.time.localDate));
}

/** By the bundle that the sale was priced with, where it is known: a till that states more than it gives gives nobody more. */
function keptOf({ bundles }: BatchState, sale: SaleCommitted, returns: readonly QuotedReturn[]): KeptClaim {
  const compiled = bundles.get(sale.bundle.hash);
  const claim = compiled === undefined ? sale.claim : lesser(claimOf(compiled, sale), sale.claim);
  return claim === undefined ? { points: 0, accruals: [] } : keptClaim(claim, sale.result.lines, returns);
}

function lesser(one: SaleClaim | undefined, other: SaleClaim | undefined): SaleClaim | undefined {
  return (one?.points ?? 0) < (other?.points ?? 0) ? one : other;
}

function movesOf(had: KeptClaim, has: KeptClaim, soldOn: string): LotMove[] {
  const [before, after] = [saleLots(had.accruals, soldOn), saleLots(has.accruals, soldOn)];
  return (['pending', 'ready'] as const).flatMap((side) => before[side].flatMap(({ lotId, points, expiresOn }): LotMove[] => {
    const left = after[side].find((lot) => lot.lotId === lotId)?.points ?? 0;
    return points === left ? [] : [{ lotId, bucket: side === 'pending' ? 'pending' : 'available', points: left - points, ...(expiresOn === undefined ? {} : { expiresOn }) }];
  }));
}

function creditOf({ points, accruals }: KeptClaim): Effect[] {
  return postings({ earned: points, pending: pendingOf(accruals), spent: 0 });
}

/** What no code of this sale can have led to. */
function findDefect({ tillId }: BatchItem, claimed: PointsClaimed, { accountId, claim, time }: SaleCommitted): Record<string, string | number> | undefined {
  if (claimed.tillId !== tillId) return { fault: 'till', stated: claimed.tillId };
  if (claim === undefined || accountId !== undefined) return { fault: 'not-claimable' };
  if (claimed.soldOn !== time.localDate) return { fault: 'day', stated: claimed.soldOn };
  if (claimed.points > claim.points) return { fault: 'points', statedPointsEarned: claimed.points, pointsEarned: claim.points };
  return sameJson(claimed.effects, creditOf({ points: claimed.points, accruals: claimed.accruals ?? [] })) ? undefined : { fault: 'effects' };
}
