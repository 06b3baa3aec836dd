import type { PendingPoints, PointsLot } from '../customer/account.ts';
import type { Effect } from '../operations/effect.ts';
import type { Accrual } from '../pricing/priced-sale.ts';

/** Days in the store's zone, YYYY-MM-DD. Without `expiresOn` the points stay. */
export interface LotDates {
  readonly earnedOn: string;
  readonly availableOn: string;
  readonly expiresOn?: string;
}

/** What of a sale its lots follow from. */
export interface SaleLotFacts {
  readonly time: { readonly localDate: string };
  readonly result: { readonly accruals?: readonly Accrual[] | undefined };
  readonly effects: readonly Effect[];
}

/** The lots that one sale makes. Points that may be spent at once and stay are in none. */
export interface SaleLots {
  readonly pending: readonly PendingPoints[];
  readonly ready: readonly PointsLot[];
}

/** Points with their days, whatever promotion gave them */
type Dated = Omit<Accrual, 'promotionId'>;

/** Points of one account with the same three days are one lot: so an account has few, and both sides name them alike without asking. */
export function lotIdOf({ earnedOn, availableOn, expiresOn }: LotDates): string {
  return `${earnedOn}.${availableOn}.${expiresOn ?? 'stays'}`;
}

export function lotOf({ availableOn, expiresOn }: Dated, earnedOn: string): { lotId: string; expiresOn?: string } {
  const lotId = lotIdOf({ earnedOn, availableOn: availableOn ?? earnedOn, ...(expiresOn === undefined ? {} : { expiresOn }) });
  return { lotId, ...(expiresOn === undefined ? {} : { expiresOn }) };
}

/** The lots of a sale's accruals; accruals with the same days are one. */
export function saleLots(accruals: readonly Dated[], earnedOn: string): SaleLots {
  const pending = new Map<string, PendingPoints>();
  const ready = new Map<string, PointsLot>();
  for (const accrual of accruals) {
    const { availableOn, expiresOn, points } = accrual;
    const lot = lotOf(accrual, earnedOn);
    if (availableOn !== undefined) pending.set(lot.lotId, { ...lot, availableOn, points: points + (pending.get(lot.lotId)?.points ?? 0) });
    else if (expiresOn !== undefined) ready.set(lot.lotId, { ...lot, points: points + (ready.get(lot.lotId)?.points ?? 0) });
  }
  return { pending: [...pending.values()], ready: [...ready.values()] };
}

/** The lots of a sale as it was booked: one from before points were pending has only those that could be spent at once. */
export function lotsOfSale({ result, time, effects }: SaleLotFacts): SaleLots {
  const lots = saleLots(result.accruals ?? [], time.localDate);
  return postsPending(effects) ? lots : { ...lots, pending: [] };
}

export function postsPending(effects: readonly Effect[]): boolean {
  return effects.some(({ bucket }) => bucket === 'pending');
}

/** The lots with no more points than were earned: of a sale with a defect less is booked than it states. What is cut is what could be spent first. */
export function lotsWithin({ pending, ready }: SaleLots, earned: number): SaleLots {
  let room = earned;
  const within = <Lot extends PointsLot>(lots: readonly Lot[]) => lots.map((lot) => {
    const points = Math.min(lot.points, room);
    room -= points;
    return { ...lot, points };
  });
  return { pending: within(pending), ready: within(ready) };
}
