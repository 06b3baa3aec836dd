import type { Right } from '../state/session.ts';

/** Why somebody lets something pass; each has its words under `approval.reasons`. */
export type Reason = 'customer-asks' | 'cashier-mistake' | 'card-lost' | 'card-damaged' | 'card-found' | 'card-stolen' | 'receipt-lost' | 'goods-faulty' | 'complaint' | 'staff-known' | 'large-family' | 'system-fault';

const ofCards: readonly Reason[] = ['customer-asks', 'card-lost', 'cashier-mistake'];
const ofReturns: readonly Reason[] = ['receipt-lost', 'goods-faulty', 'cashier-mistake'];
const ofPoints: readonly Reason[] = ['complaint', 'cashier-mistake', 'system-fault'];
const ofPeople: readonly Reason[] = ['customer-asks', 'cashier-mistake'];
const ofSales: readonly Reason[] = ['customer-asks', 'cashier-mistake', 'system-fault'];
const ofOthers: readonly Reason[] = ['system-fault', 'cashier-mistake'];

/** What is usual for a right, the most usual first. Free words are always possible. */
export const usualReasons: Readonly<Record<Right, readonly Reason[]>> = {
  'card-replace': ['card-lost', 'card-damaged', 'card-stolen'],
  'card-block': ['card-lost', 'card-stolen', 'cashier-mistake'],
  'card-unblock': ['card-found', 'cashier-mistake'],
  'card-issue': ofCards, 'card-activate': ofCards, 'card-bind': ofCards,
  'return': ofReturns, 'return-by-slip': ofReturns, 'return-blind': ofReturns,
  'cancel-finished-sale': ['cashier-mistake', 'customer-asks', 'system-fault'],
  'identity-override': ['staff-known', 'card-damaged', 'customer-asks'],
  'limit-override': ['large-family', 'staff-known', 'customer-asks'],
  'points-adjust': ofPoints, 'points-claim': ofPoints,
  'customer-register': ofPeople, 'customer-change': ofPeople, 'customer-look-up': ofPeople, 'favourite': ofPeople,
  'sale': ofSales, 'redeem': ofSales, 'identify': ofSales,
  'journal-read': ofOthers, 'journal-resolve': ofOthers, 'report': ofOthers, 'reconcile': ofOthers, 'drill': ofOthers, 'devices': ofOthers, 'diagnostics': ofOthers,
};
