import type { RepairKind } from './desk-operations.ts';

/** An operation that the centre has not settled, as far as its repair depends on it. */
export interface Unsettled {
  kind: string;
  state: 'waiting' | 'parked' | 'quarantined';
  reason: string;
  /** Points that it spends: those are never taken from another account */
  pointsSpent: number;
}

/**
 * Which repairs can do no harm (docs/desk.md has the same table). Nothing was booked for what may be sent again or voided; what was booked in part may only
 * be accepted. A branch in quarantine is repaired by enrolling anew alone.
 */
export function safeRepairs({ kind, state, reason, pointsSpent }: Unsettled): readonly RepairKind[] {
  if (state === 'quarantined') return [];
  if (state === 'waiting') return kind === 'return-committed' || kind === 'points-claimed' ? ['void'] : [];
  const repairs = ofKind[kind]?.[reason] ?? ofAnyKind[reason] ?? ['accept'];
  return pointsSpent > 0 ? repairs.filter((repair) => repair !== 'relink') : repairs;
}

type ByReason = Readonly<Record<string, readonly RepairKind[]>>;

const ofAnyKind: ByReason = {
  'account-unknown': ['send-again', 'accept'],
  'centre-fault': ['send-again', 'accept'],
  'unknown-operation': ['send-again', 'accept'],
};

const ofKind: Readonly<Record<string, ByReason>> = {
  'sale-committed': {
    'account-unknown': ['send-again', 'relink', 'void'],
    'bundle-unknown': ['send-again', 'accept'],
    'centre-fault': ['send-again', 'void'],
  },
  'return-committed': { 'bundle-unknown': ['send-again', 'accept'] },
  'customer-registered': { 'account-unknown': ['send-again', 'void'], 'sealed-unreadable': ['send-again', 'void'] },
  'customer-changed': { 'account-unknown': ['send-again', 'void'], 'sealed-unreadable': ['send-again', 'void'] },
  'operation-resolved': { 'operation-unknown': ['send-again', 'accept'] },
};
