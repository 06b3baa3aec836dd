import type { LotMove, QuotedReturn, Redemption } from '../operations/operation.ts';
import type { Effect } from '../operations/effect.ts';
import type { Accrual, PricedSale } from '../pricing/priced-sale.ts';

/** What an operation does to the customer's points, before it is booked. */
export interface PointsMoved {
  /** Of them `pending` cannot be spent yet. Below zero: taken back. */
  readonly earned: number;
  readonly pending: number;
  /** Below zero: given back */
  readonly spent: number;
  /** Of the points spent those that the customer did not have: goodwill pays them */
  readonly uncovered?: number;
  /** Of the points spent those that an allowance had set aside */
  readonly leased?: number;
}

/** The postings, which sum to zero; those of zero points are left out. */
export function postings({ earned, pending, spent, uncovered = 0, leased = 0 }: PointsMoved): Effect[] {
  const effects: Effect[] = [
    { bucket: 'available', points: earned - pending - spent + uncovered + leased },
    { bucket: 'pending', points: pending },
    { bucket: 'leased', points: 0 - leased },
    { bucket: 'earned', points: 0 - earned },
    { bucket: 'spent', points: spent },
    { bucket: 'goodwill', points: 0 - uncovered },
  ];
  return effects.filter(({ points }) => points !== 0);
}

/** The postings of a sale: what it earned comes from `earned`, what it spent goes to `spent`, from `available` and from its allowance. */
export function saleEffects({ pointsEarned, pointsSpent, accruals = [] }: Pick<PricedSale, 'pointsEarned' | 'pointsSpent' | 'accruals'>, redemption?: Redemption): Effect[] {
  return postings({ earned: pointsEarned, pending: pendingOf(accruals), spent: pointsSpent, leased: redemption?.allowance?.points ?? 0 });
}

/** As releases did that knew no pending points: their sales stay valid. */
export function effectsBeforePending({ pointsEarned, pointsSpent }: Pick<PricedSale, 'pointsEarned' | 'pointsSpent'>): Effect[] {
  return postings({ earned: pointsEarned, pending: 0, spent: pointsSpent });
}

/** The postings of a return: the reverse of the part of the sale that it undoes. */
export function returnEffects({ pointsGivenBack, pointsTakenBack, lots = [] }: Pick<QuotedReturn, 'pointsGivenBack' | 'pointsTakenBack' | 'lots'>): Effect[] {
  return postings({ earned: -pointsTakenBack, pending: 0 - pendingTaken(lots), spent: -pointsGivenBack });
}

/** Points of the accruals that cannot be spent at once. */
export function pendingOf(accruals: readonly Pick<Accrual, 'availableOn' | 'points'>[]): number {
  return accruals.reduce((sum, { availableOn, points }) => (availableOn === undefined ? sum : sum + points), 0);
}

/** Points that a return takes of those that are pending. */
export function pendingTaken(lots: readonly LotMove[]): number {
  return lots.reduce((sum, { bucket, points }) => (bucket === 'pending' ? sum - points : sum), 0);
}

/** How many points the postings add to one bucket. */
export function changeOf(effects: readonly Effect[], wanted: Effect['bucket']): number {
  return effects.reduce((sum, { bucket, points }) => (bucket === wanted ? sum + points : sum), 0);
}
