import { adjustmentFault, managerOf } from '../../../agent/domain/customer/adjustment-rules.ts';
import { adjustmentDays, adjustmentEffects, bookAdjustment } from '../../../agent/domain/ledger/adjustment.ts';
import type { PointsAdjusted } from '../../../agent/domain/operations/customer-operations.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { post, roomFor } from '../accounts/books.ts';
import { countAdjusted, usedOn } from './adjusted-points.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';

/** Books what a manager gave or took, within the limits of the bundle that the till had: at all tills together, which a till alone cannot see. What is beyond them is parked. */
export function applyAdjustment(state: BatchState, item: BatchItem, adjusted: PointsAdjusted): Outcome {
  const { accountId, points, reason, time } = adjusted;
  const booked = state.books.accounts.get(accountId);
  if (booked?.programmeId !== adjusted.programmeId) return { verdict: 'parked', reason: 'account-unknown' };
  const rules = (state.bundles.get(adjusted.bundle.hash)?.bundle ?? state.inForce)?.adjustments;
  if (rules === undefined) return { verdict: 'parked', reason: 'adjustments-not-allowed', accountId };
  const { availableOn, expiresOn } = adjusted;
  const days = { ...(availableOn === undefined ? {} : { availableOn }), ...(expiresOn === undefined ? {} : { expiresOn }) };
  if (points === 0 || adjusted.tillId !== item.tillId || !sameJson(adjusted.effects, adjustmentEffects(adjusted)) || !sameJson(days, adjustmentDays(rules, points, time.localDate))) {
    report(state, item, 'defect', accountId, { what: 'adjustment', points });
    return { verdict: 'parked', reason: 'defect', accountId };
  }
  const counted = { day: time.localDate, userId: managerOf(adjusted.by) };
  const fault = adjustmentFault(rules, { reason, points }, { usedToday: usedOn(state.adjusted, counted), availablePoints: booked.account.availablePoints });
  if (fault !== undefined) return { verdict: 'parked', reason: fault, accountId };
  if (points > roomFor(booked)) return { verdict: 'parked', reason: 'balance-full', accountId };
  countAdjusted(state.adjusted, counted, Math.abs(points));
  post(state.books, accountId, item.opId, adjusted.effects, (account) => bookAdjustment(account, adjusted));
  return { verdict: 'applied', accountId };
}
