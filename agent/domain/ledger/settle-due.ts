import type { Account } from '../customer/account.ts';
import { addLots, compareLots, heldOf, keepWithinBalance, leasedOf, pointsIn, withLots, withPending } from './move-lots.ts';

export interface Settled {
  readonly account: Account;
  /** Points that were pending and may be spent now */
  readonly maturedPoints: number;
  /** Points whose last day is past */
  readonly expiredPoints: number;
}

/**
 * The account as it stands on a day: pending points whose day has come are available, lots whose last day is past are gone.
 * Held and leased points are the soonest to expire and stay for their sale and their till. The centre's job comes to the same with SQL (`sync/central/jobs`).
 */
export function settleDue(account: Account, today: string): Settled {
  const matured = mature(account, today);
  const expired = expire(matured, today);
  return {
    account: expired,
    maturedPoints: matured.availablePoints - account.availablePoints,
    expiredPoints: matured.availablePoints - expired.availablePoints,
  };
}

function mature(account: Account, today: string): Account {
  const due = (account.pending ?? []).filter(({ availableOn }) => availableOn <= today);
  if (due.length === 0) return account;
  const rest = withPending(account, (account.pending ?? []).filter(({ availableOn }) => availableOn > today));
  const ready = due.flatMap(({ lotId, points, expiresOn }) => (expiresOn === undefined ? [] : [{ lotId, points, expiresOn }]));
  return keepWithinBalance(addLots({ ...rest, availablePoints: rest.availablePoints + pointsIn(due) }, { pending: [], ready }));
}

function expire(account: Account, today: string): Account {
  let protectedPoints = heldOf(account) + leasedOf(account);
  let expiredPoints = 0;
  const lots = (account.lots ?? []).toSorted(compareLots).map((lot) => {
    if (lot.expiresOn === undefined || lot.expiresOn >= today) return lot;
    const kept = Math.min(lot.points, protectedPoints);
    protectedPoints -= kept;
    expiredPoints += lot.points - kept;
    return { ...lot, points: kept };
  });
  return expiredPoints === 0 ? account : { ...withLots(account, lots), availablePoints: account.availablePoints - expiredPoints };
}
