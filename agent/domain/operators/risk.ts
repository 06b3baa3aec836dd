import { unreachable } from '../unreachable.ts';
import type { Limit, LimitLevel } from './limit.ts';

/** Something that happened to a customer at this till. */
export interface AccountEvent {
  /** `claim`: a receipt that was somebody's only afterwards */
  readonly what: 'receipt' | 'claim' | 'card';
  readonly atMs: number;
  /** Who was signed in */
  readonly userId?: string;
  /** The receipt was paid with points, in part at least */
  readonly redeemed: boolean;
}

/** What is about to be done. */
export type RiskyAct =
  | { readonly act: 'sell'; readonly cardNumber: string }
  | { readonly act: 'claim'; readonly cardNumber: string | undefined }
  | { readonly act: 'redeem' }
  | { readonly act: 'return'; readonly redeemedAtMs: number | undefined }
  | { readonly act: 'look-up'; readonly lookUps: number };

export interface RiskFacts {
  readonly nowMs: number;
  /** When the store's day began */
  readonly dayStartMs: number;
  /** What happened to the customer since the day began, and a week back where cards are concerned */
  readonly events: readonly AccountEvent[];
  /** Who is signed in, and which cards are their own */
  readonly user?: { readonly userId: string; readonly cards: readonly string[] };
}

export interface LimitHit {
  readonly limitId: string;
  readonly kind: Limit['kind'];
  readonly level: LimitLevel;
}

/** Which limits this act would go beyond, in the order of the programme. */
export function limitsHit(limits: readonly Limit[], act: RiskyAct, facts: RiskFacts): LimitHit[] {
  return limits.filter((limit) => isBeyond(limit, act, facts)).map(({ id, kind, level }) => ({ limitId: id, kind, level }));
}

function isBeyond(limit: Limit, act: RiskyAct, { nowMs, dayStartMs, events, user }: RiskFacts): boolean {
  const claims = () => events.filter(({ what, atMs }) => what === 'claim' && atMs >= dayStartMs);
  const receipts = () => events.filter(({ what, atMs }) => what !== 'card' && atMs >= dayStartMs);
  const bringsReceipt = act.act === 'sell' || act.act === 'claim';
  switch (limit.kind) {
    case 'card-uses':
      return bringsReceipt && receipts().length >= limit.most;
    case 'card-at-one-cashier':
      return bringsReceipt && user !== undefined && receipts().filter(({ userId }) => userId === user.userId).length >= limit.most;
    case 'own-card':
      return bringsReceipt && act.cardNumber !== undefined && user?.cards.includes(act.cardNumber) === true;
    case 'card-claims':
      return act.act === 'claim' && claims().length >= limit.most;
    case 'card-redemptions':
      return act.act === 'redeem' && receipts().filter(({ redeemed }) => redeemed).length >= limit.most;
    case 'redeem-after-issue':
      return act.act === 'redeem' && events.some(({ what, atMs }) => what === 'card' && isWithin(atMs, nowMs, limit.withinMinutes));
    case 'return-after-redeem':
      return act.act === 'return' && act.redeemedAtMs !== undefined && isWithin(act.redeemedAtMs, nowMs, limit.withinMinutes);
    case 'look-ups':
      return act.act === 'look-up' && act.lookUps > limit.most;
    default:
      return unreachable(limit);
  }
}

function isWithin(atMs: number, nowMs: number, minutes: number): boolean {
  return nowMs - atMs < minutes * 60_000;
}
