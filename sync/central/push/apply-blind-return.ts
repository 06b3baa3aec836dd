import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { bookReturn } from '../../../agent/domain/ledger/book-on-account.ts';
import { postings } from '../../../agent/domain/ledger/effects.ts';
import type { BlindReturnCommitted } from '../../../agent/domain/operations/blind-return.ts';
import { pointsDueBlind, refundOf, takenBlind } from '../../../agent/domain/returns/blind-return.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { post } from '../accounts/books.ts';
import { settleAccount } from '../accounts/settle-account.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import type { Finding } from './finding.ts';

/** Takes back what a till stated of a return without a receipt. Beyond what the programme lets go it is parked, and never takes more than such goods would earn. */
export function applyBlindReturn(state: BatchState, item: BatchItem, returned: BlindReturnCommitted): Outcome {
  const { accountId, pointsTakenBack } = returned;
  const compiled = state.bundles.get(returned.bundle.hash);
  const { defect, points } = compiled === undefined ? { points: pointsTakenBack } : judgeBlind(compiled, item, returned);
  if (defect !== undefined) report(state, item, 'defect', accountId, { ...defect, atRiskMinor: returned.refundMinor });
  const verdict: Outcome = defect !== undefined ? { verdict: 'parked', reason: 'defect' } : compiled === undefined ? { verdict: 'parked', reason: 'bundle-unknown' } : { verdict: 'applied' };
  if (accountId === undefined) return verdict;
  if (state.books.accounts.get(accountId)?.programmeId !== returned.programmeId) return { verdict: 'parked', reason: 'account-unknown' };
  settleAccount(state.books, accountId, state.today, item.opId);
  const effects = postings({ earned: -points, pending: 0, spent: 0 });
  post(state.books, accountId, item.opId, effects, (account) => bookReturn(account, effects, []).account);
  return { ...verdict, accountId };
}

/** By what the till recorded: an honest one states just that. */
function judgeBlind(compiled: CompiledBundle, item: BatchItem, returned: BlindReturnCommitted): { defect?: Finding['detail']; points: number } {
  const { customer, lines, storeId, tillId, time, pointsDue, pointsTakenBack, refundMinor, effects } = returned;
  const rules = compiled.bundle.returns.blind;
  const due = customer === undefined ? 0 : pointsDueBlind(compiled, { lines, customer, storeId, tillId, time });
  const taken = customer === undefined || rules === undefined ? 0 : takenBlind(rules, due, customer.availablePoints);
  const points = Math.min(pointsTakenBack, taken);
  if (returned.tillId !== item.tillId) return { defect: { what: 'till', stated: returned.tillId }, points };
  if (rules === undefined || refundMinor > rules.maxRefundMinor || refundMinor !== refundOf(lines)) return { defect: { what: 'return-blind', refundMinor, maxRefundMinor: rules?.maxRefundMinor ?? 0 }, points };
  if (pointsDue !== due || pointsTakenBack !== taken) return { defect: { what: 'return-blind', statedPointsTakenBack: pointsTakenBack, pointsTakenBack: taken }, points };
  const honest = customer === undefined ? [] : postings({ earned: -taken, pending: 0, spent: 0 });
  return sameJson(honest, effects) ? { points } : { defect: { what: 'effects' }, points };
}
