import type { QuotedReturn } from '../operations/operation.ts';
import type { Accrual } from '../pricing/priced-sale.ts';
import { postsPending } from '../ledger/lot.ts';
import { unreachable } from '../unreachable.ts';
import type { ReturnTerms } from './return-terms.ts';
import type { ReturnableSale } from './returnable-sale.ts';

type TakenFrom = NonNullable<QuotedReturn['pointsTakenFrom']>;

/** Points that are taken back; `from` names the pending ones among them by promotion, where they are taken before others. */
export interface TakenBack {
  readonly points: number;
  readonly from: TakenFrom;
}

/** How many of the points due are taken back by the policy (R-22b). What this return gives back is the customer's already, and counts in the balance. */
export function takePointsBack(due: number, givenBack: number, terms: ReturnTerms, sale: ReturnableSale, earlier: readonly QuotedReturn[]): TakenBack {
  const { pointsPolicy } = terms.rules;
  const pending = takePending(due, pendingOf(sale.result.accruals ?? [], earlier, terms.today));
  // Of a sale that booked its pending points as available they are in the balance already.
  const first = terms.takes === 'pending-first' && postsPending(sale.effects) ? pending : nothingTaken;
  switch (pointsPolicy) {
    case 'allow_negative':
      return { points: due, from: first.from };
    case 'within_balance':
      return { points: first.points + coveredPoints(due - first.points, terms.availablePoints ?? 0, givenBack), from: first.from };
    case 'only_pending':
      return pending;
    default:
      return unreachable(pointsPolicy);
  }
}

const nothingTaken: TakenBack = { points: 0, from: [] };

/** As many of `due` as can be taken without a balance below zero. */
export function coveredPoints(due: number, availablePoints: number, givenBack: number): number {
  return Math.min(due, Math.max(0, availablePoints + givenBack));
}

/** What no return has taken of the accruals that are pending today, the soonest to become available first: those would be lost first. */
function pendingOf(accruals: readonly Accrual[], earlier: readonly QuotedReturn[], today: string): TakenFrom {
  const taken = new Map<string, number>();
  for (const { promotionId, points } of earlier.flatMap(({ pointsTakenFrom = [] }) => pointsTakenFrom)) taken.set(promotionId, (taken.get(promotionId) ?? 0) + points);
  return accruals
    .filter(({ availableOn = today }) => availableOn > today)
    .toSorted((one, other) => compareDates(one.availableOn, other.availableOn))
    .map(({ promotionId, points }) => ({ promotionId, points: Math.max(0, points - (taken.get(promotionId) ?? 0)) }));
}

function takePending(due: number, pending: TakenFrom): TakenBack {
  const from: TakenFrom = [];
  let left = due;
  for (const { promotionId, points } of pending) {
    const part = Math.min(points, left);
    if (part > 0) from.push({ promotionId, points: part });
    left -= part;
  }
  return { points: due - left, from };
}

function compareDates(one = '', other = ''): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
