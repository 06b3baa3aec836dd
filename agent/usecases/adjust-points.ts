import { adjustmentFault, managerOf, type AdjustmentFault } from '../domain/customer/adjustment-rules.ts';
import { adjustmentDays, adjustmentEffects } from '../domain/ledger/adjustment.ts';
import { readOperation } from '../domain/operations/read-operation.ts';
import { maxAmount } from '../domain/scalars.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { IdempotentAnswer } from '../ports/journal.ts';
import { actionNow } from './action-now.ts';
import { customerUnknown } from './choose-favourite.ts';
import { accountNow } from './customer-state.ts';
import { lastBefore, lookBackMs } from './day-sales.ts';
import { notReady, refuse, type Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export interface AdjustInput {
  readonly accountId: string;
  /** Below zero they are taken */
  readonly points: number;
  readonly reason: string;
  readonly note?: string;
  readonly by?: Actor;
  readonly remember?: (done: AdjustDone) => IdempotentAnswer;
}

export interface AdjustDone {
  readonly ok: true;
  readonly opId: string;
  readonly accountId: string;
  readonly points: number;
  /** What may be spent after it */
  readonly availablePoints: number;
  readonly availableOn?: string;
  readonly expiresOn?: string;
}
export type AdjustCode = 'not-ready' | 'customer-unknown' | 'adjustments-not-allowed' | 'adjustment-reason-unknown' | 'adjustment-over-limit' | 'adjustment-below-zero';

const refusals: Readonly<Record<AdjustmentFault, { code: AdjustCode; detail: string; path: string }>> = {
  'reason-unknown': { code: 'adjustment-reason-unknown', detail: 'The programme has no such reason.', path: '/reason' },
  'over-operation-limit': { code: 'adjustment-over-limit', detail: 'So many points may not be given or taken at once.', path: '/points' },
  'over-day-limit': { code: 'adjustment-over-limit', detail: 'This manager may give or take no more so many points today.', path: '/points' },
  'below-zero': { code: 'adjustment-below-zero', detail: 'The customer does not have so many points.', path: '/points' },
};

/** A manager gives points or takes them, within the programme's limits. What managers do at other tills that day only the centre knows: it parks what is beyond. */
export function adjustPoints(till: Till, input: AdjustInput): AdjustDone | Refusal<AdjustCode> {
  const bundle = till.activeBundle()?.bundle;
  if (bundle === undefined) return notReady();
  const rules = bundle.adjustments;
  if (rules === undefined) return refuse('adjustments-not-allowed', 'The programme lets nobody adjust points at a till.');
  const account = accountNow(till, input.accountId)?.account;
  if (account === undefined) return customerUnknown();
  const { now, fields, named } = actionNow(till, bundle, input.by);
  const { points, reason, note } = input;
  const usedToday = adjustedOn(till, managerOf(fields.by), fields.time.localDate, now.atMs);
  const { availablePoints } = account;
  const fault = adjustmentFault(rules, { reason, points }, { usedToday, availablePoints }) ?? (availablePoints + points > maxAmount ? 'over-operation-limit' as const : undefined);
  if (fault !== undefined) {
    const { code, detail, path } = refusals[fault];
    return { ...refuse(code, detail, { maxPointsPerOperation: rules.maxPointsPerOperation, leftTodayPoints: Math.max(0, rules.maxPointsPerManagerAndDay - usedToday), availablePoints }), path };
  }
  const { accountId } = account;
  const days = adjustmentDays(rules, points, fields.time.localDate);
  const opId = till.ids.next();
  const done: AdjustDone = { ok: true, opId, accountId, points, availablePoints: availablePoints + (days.availableOn === undefined ? points : 0), ...days };
  const payload = { ...fields, accountId, bundle: named, points, reason, ...(note === undefined ? {} : { note }), ...days, effects: adjustmentEffects({ points, ...days }) };
  till.journal.append([{ kind: 'points-adjusted', schema: 1, opId, payload }], now, input.remember === undefined ? {} : { idempotent: input.remember(done) });
  return done;
}

/** What this manager has given and taken at this till on that day of the store. */
function adjustedOn({ journal }: Till, manager: string, localDate: string, atMs: number): number {
  const head = journal.head().seq;
  let points = 0;
  for (let seq = lastBefore(journal, head, atMs - lookBackMs) + 1; seq <= head; seq += 1) {
    const stored = journal.operation(seq);
    if (stored?.kind !== 'points-adjusted') continue;
    const read = readOperation(stored);
    if (!read.ok || read.body.kind !== 'points-adjusted') continue;
    const { by, time, points: moved } = read.body.payload;
    if (time.localDate === localDate && managerOf(by) === manager) points += Math.abs(moved);
  }
  return points;
}
