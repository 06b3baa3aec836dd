import { noteOperation } from '../accounts/note-operation.ts';
import type { OfflineOnce } from '../../../agent/domain/bundle/offline-rules.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { spendAllowance } from '../../../agent/domain/customer/allowance.ts';
import { bookSale as bookOnAccount } from '../../../agent/domain/ledger/book-on-account.ts';
import { postings, type PointsMoved } from '../../../agent/domain/ledger/effects.ts';
import { lotsOfSale, lotsWithin, type SaleLots } from '../../../agent/domain/ledger/lot.ts';
import { pointsIn } from '../../../agent/domain/ledger/move-lots.ts';
import { countSale, type SaleCounts } from '../../../agent/domain/operations/sale-counts.ts';
import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { change, notePurchase, post, roomFor } from '../accounts/books.ts';
import { settleAccount } from '../accounts/settle-account.ts';
import { isSaleDoubled, isSaleDropped } from '../failpoints.ts';
import { applyClaim } from './apply-claim.ts';
import { applyReturn } from './apply-return.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { coverSale } from './cover-sale.ts';
import { countInProgramme, programmeFor } from './programme-books.ts';
import { judgeOnce } from './once-uses.ts';
import { findDrift } from './find-drift.ts';
import { countsOfReplayed, type ReplayedSale } from './replay-sale.ts';
import type { SaleRecord } from './sale-records.ts';
import { settleAllowance } from './settle-allowance.ts';
import { settleHold } from './settle-hold.ts';

/** Books a sale, and the returns and claims that were waiting for it. */
export function applySale(state: BatchState, item: BatchItem, sale: SaleCommitted): Outcome {
  const record = state.sales.get(sale.saleId);
  if (record === undefined) throw new Error(`sale ${sale.saleId} is not locked in this transaction`);
  if (record.sale !== undefined) {
    // the same sale under another operation is a till that was restored; another sale under its id is not booked, and nobody else would tell
    if (!isSameReceipt(record.sale, sale)) report(state, item, isOfRestoredTill(record, sale, item) ? 'drift' : 'defect', sale.accountId, { what: 'sale-id', ofTill: record.sale.tillId });
    return { verdict: 'parked', reason: 'sale-repeated' };
  }
  if (isSaleDropped()) {
    item.isDropped = true;
    return { verdict: 'applied' };
  }
  record.sale = sale;
  record.arrivedWith = item;
  record.saleJournalId = item.journalId;
  const outcome = judgeOnce(state, item, sale, bookSale(state, item, record, sale));
  for (const waiting of record.waiting.splice(0)) {
    if (waiting.body?.kind === 'return-committed') waiting.outcome = applyReturn(state, waiting, waiting.body.payload);
    if (waiting.body?.kind === 'points-claimed') waiting.outcome = applyClaim(state, waiting, waiting.body.payload);
  }
  return outcome;
}

function bookSale(state: BatchState, item: BatchItem, record: SaleRecord, sale: SaleCommitted): Outcome {
  const { replayed: replay } = item;
  if (replay === undefined) throw new Error(`sale ${sale.saleId} was not priced again`);
  const { compiled } = replay;
  const { accountId } = sale;
  if (replay.defect !== undefined) report(state, item, 'defect', accountId, replay.defect);
  const verdict = judge(replay.defect !== undefined, compiled === undefined);
  const counts = countsOfReplayed(replay, sale);
  const programme = programmeFor(state.programme, sale);
  countInProgramme(state.programme, item, sale.saleId, counts);
  if (accountId === undefined) {
    reportDrift(state, item, sale, replay.defect === undefined ? compiled : undefined, undefined, programme);
    return verdict;
  }
  return bookOnItsAccount(state, item, record, sale, { replay, counts, programme });
}

/** How a sale was priced again, what it uses up, and the programme as it was before it; without that nobody asks for drift. */
export interface SaleToBook {
  replay: ReplayedSale;
  counts: SaleCounts;
  programme?: ProgrammeState;
}

/** Books a sale on the account that it names, under the id of `item`. Nothing was booked for it before. */
export function bookOnItsAccount(state: BatchState, item: BatchItem, record: SaleRecord, sale: SaleCommitted, { replay, counts, programme }: SaleToBook): Outcome {
  const { accountId } = sale;
  const booked = accountId === undefined ? undefined : state.books.accounts.get(accountId);
  if (accountId === undefined || booked === undefined || booked.programmeId !== sale.programmeId) return { verdict: 'parked', reason: 'account-unknown' };
  const verdict = judge(replay.defect !== undefined, replay.compiled === undefined);
  settleAccount(state.books, accountId, state.today, item.opId);
  const hold = settleHold(state.books, sale, accountId);
  if (programme !== undefined) reportDrift(state, item, sale, replay.defect === undefined ? replay.compiled : undefined, booked.account, programme);
  const allowance = settleAllowance(state.books, item, sale, accountId);
  const { spent, uncovered, leased, parked } = coverSale(state, item, sale, booked, { hold, allowance }, replay.defect !== undefined);
  const earned = Math.min(replay.earned, roomFor(booked));
  if (earned < replay.earned) report(state, item, 'defect', accountId, { what: 'balance', statedPointsEarned: replay.earned, pointsEarned: earned });
  const lots = lotsWithin(lotsOfSale(sale), earned);
  const pending = pointsIn(lots.pending);
  record.booked = { earned, pending, spent };
  bookPoints(state, item.opId, sale, accountId, { earned, pending, spent, uncovered, leased }, lots);
  change(state.books, accountId, (account) => noteOperation(countSale(account, counts), item));
  notePurchase(booked, sale.time.localDate);
  if (earned > 0) state.accruals.push({ opId: item.opId, accountId, points: earned, balance: booked.account.availablePoints });
  if (parked === 'beyond-caps' && verdict.verdict === 'applied') return { verdict: 'parked', reason: parked, accountId };
  return { ...(earned < replay.earned || parked === 'defect' ? judge(true, false) : verdict), accountId };
}

/** `compiled` is undefined where the sale cannot be priced again, or has a defect. */
function reportDrift(state: BatchState, item: BatchItem, sale: SaleCommitted, compiled: CompiledBundle | undefined, account: Account | undefined, programme: ProgrammeState): void {
  const drift = compiled === undefined ? undefined : findDrift(compiled, sale, account, programme);
  if (drift === undefined) return;
  const [coupon] = programme.usedCoupons ?? [];
  const byCoupon = coupon === undefined ? {} : { coupon, usedBySale: state.programme.usedBy.get(coupon) ?? '' };
  const usesOnce = coupon !== undefined || sale.counts?.usage !== undefined;
  report(state, item, 'drift', account?.accountId, { ...drift, ...byCoupon, ...(usesOnce && compiled !== undefined ? { policy: policyOf(compiled.bundle.redemption.onceOffline) } : {}) });
}

/** Which rule of the programme let a till use offline what can be used once. */
function policyOf(rule: OfflineOnce | undefined): string {
  if (rule === undefined) return 'unlimited';
  return typeof rule === 'string' ? rule : rule.policy;
}

/** A till that was restored, or whose disk was cloned, has another journal, and may finish once more what was open in the backup: no mistake of anybody's, and told all the same. */
function isOfRestoredTill({ sale: known, saleJournalId }: SaleRecord, { tillId }: SaleCommitted, { journalId }: BatchItem): boolean {
  return known?.tillId === tillId && saleJournalId !== journalId;
}

function isSameReceipt(one: SaleCommitted, other: SaleCommitted): boolean {
  return one.tillId === other.tillId && one.receipt.number === other.receipt.number;
}

function judge(isDefect: boolean, isBundleUnknown: boolean): Outcome {
  if (isDefect) return { verdict: 'parked', reason: 'defect' };
  if (isBundleUnknown) return { verdict: 'parked', reason: 'bundle-unknown' };
  return { verdict: 'applied' };
}

/** The same postings as the till's (`saleEffects`), unless points were spent that the account has not: goodwill pays those, or nobody does. */
function bookPoints(state: BatchState, opId: string, { redemption }: SaleCommitted, accountId: string, moved: PointsMoved, lots: SaleLots): void {
  const effects = postings(moved);
  const allowanceId = redemption?.allowance?.allowanceId ?? '';
  const book = (account: Account) => bookOnAccount(spendAllowance(account, allowanceId, moved.leased ?? 0), effects, lots);
  post(state.books, accountId, opId, effects, book);
  if (moved.earned + moved.spent > 0 && isSaleDoubled()) post(state.books, accountId, `${opId}:doubled`, effects, book);
}
