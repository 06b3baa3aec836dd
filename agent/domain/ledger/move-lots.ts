/** Lots of one account: spent the soonest to expire first, and never more than the balance. */
import type { Account, PendingPoints, PointsLot } from '../customer/account.ts';
import type { SaleLots } from './lot.ts';

/** By their last day, then by id: as the engine spends them. */
export function compareLots(one: PointsLot, other: PointsLot): number {
  return compareTexts(one.expiresOn ?? '~', other.expiresOn ?? '~') || compareTexts(one.lotId, other.lotId);
}

/** Spends points of the lots, the soonest to expire first. What they do not cover comes from points that stay. */
export function spendLots(account: Account, points: number): Account {
  let left = points;
  const lots = (account.lots ?? []).toSorted(compareLots).map((lot) => {
    const part = Math.min(lot.points, left);
    left -= part;
    return { ...lot, points: lot.points - part };
  });
  return withLots(account, lots);
}

/** Adds lots; points for a lot that is there join it. */
export function addLots(account: Account, added: SaleLots): Account {
  return withPending(withLots(account, joined(account.lots ?? [], added.ready)), joined(account.pending ?? [], added.pending));
}

/** Takes at most so many points of one lot that can be spent. */
export function takeReady(account: Account, lotId: string, points: number): Account {
  return withLots(account, (account.lots ?? []).map((lot) => (lot.lotId === lotId ? { ...lot, points: Math.max(0, lot.points - points) } : lot)));
}

/** Takes at most so many pending points of one lot; `missing` are those that are pending no more. */
export function takePending(account: Account, lotId: string, points: number): { account: Account; missing: number } {
  const there = account.pending?.find((lot) => lot.lotId === lotId)?.points ?? 0;
  const taken = Math.min(there, points);
  const pending = (account.pending ?? []).map((lot) => (lot.lotId === lotId ? { ...lot, points: lot.points - taken } : lot));
  return { account: withPending(account, pending), missing: points - taken };
}

/** Points that were taken from beyond the lots leave lots larger than the balance: then the soonest to expire are gone. */
export function keepWithinBalance(account: Account): Account {
  const excess = pointsIn(account.lots ?? []) - Math.max(0, account.availablePoints + heldOf(account) + leasedOf(account));
  return excess > 0 ? spendLots(account, excess) : account;
}

export function heldOf({ holds }: Account): number {
  return pointsIn(holds);
}

export function leasedOf({ allowances = [] }: Pick<Account, 'allowances'>): number {
  return pointsIn(allowances);
}

export function pointsIn(parts: readonly { points: number }[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0);
}

export function withLots({ lots: _before, ...account }: Account, lots: readonly PointsLot[]): Account {
  const left = lots.filter(({ points }) => points > 0);
  return left.length === 0 ? account : { ...account, lots: left.toSorted(compareLots) };
}

export function withPending({ pending: _before, ...account }: Account, pending: readonly PendingPoints[]): Account {
  const left = pending.filter(({ points }) => points > 0);
  return left.length === 0 ? account : { ...account, pending: left.toSorted((one, other) => compareTexts(one.availableOn, other.availableOn) || compareLots(one, other)) };
}

function joined<Lot extends { lotId: string; points: number }>(lots: readonly Lot[], added: readonly Lot[]): Lot[] {
  const all = new Map(lots.map((lot) => [lot.lotId, lot]));
  for (const lot of added) all.set(lot.lotId, { ...lot, points: lot.points + (all.get(lot.lotId)?.points ?? 0) });
  return [...all.values()];
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
