import type { RedemptionRules } from '../bundle/bundle.ts';
import type { Freshness, OfflineRedemption } from '../bundle/offline-rules.ts';
import type { MayRedeem } from '../pricing/priced-sale.ts';
import { unreachable } from '../unreachable.ts';

/** Points that a till may let go on its own word, and what it has let go already. */
export interface OfflineFacts {
  /** A `suspect` clock or a quarantined journal: nothing is let go */
  readonly isDoubtful: boolean;
  readonly balancePoints: number;
  /** What is left of the allowance that may be used now; 0 where there is none */
  readonly allowancePoints: number;
  /** Since the centre last spoke of this customer */
  readonly ageMs: number;
  /** Of today, by the risk policy, open sales included */
  readonly risked: { readonly customerPoints: number; readonly tillPoints: number };
}

/** How old the customer's state is by the programme's ladder: all may be spent, no more than the cap, nothing. */
export type FreshnessStep = 'fresh' | 'capped' | 'earn-only';

/** With the centre in reach: what it has for everybody, and what it has set aside for this till. Undefined where the balance says it all. */
export function mayRedeemOnline(balancePoints: number, allowancePoints: number): MayRedeem | undefined {
  return allowancePoints === 0 ? undefined : { points: Math.max(0, balancePoints) + allowancePoints, limitedBy: 'balance' };
}

/** While the centre is out of reach. */
export function mayRedeemOffline(rules: Pick<RedemptionRules, 'offline' | 'freshness'>, facts: OfflineFacts): MayRedeem {
  if (facts.isDoubtful) return nothing;
  const may = byPolicy(rules.offline, facts);
  const most = mostByFreshness(rules.freshness, facts.ageMs);
  return most < may.points ? { points: most, limitedBy: 'stale' } : may;
}

export function freshnessStep(freshness: Freshness | undefined, ageMs: number): FreshnessStep {
  if (freshness === undefined) return 'fresh';
  if (ageMs >= freshness.earnOnlyAfterSeconds * 1_000) return 'earn-only';
  return ageMs >= freshness.cappedAfterSeconds * 1_000 ? 'capped' : 'fresh';
}

const nothing: MayRedeem = { points: 0, limitedBy: 'offline' };

function byPolicy(offline: OfflineRedemption, { balancePoints, allowancePoints, risked }: OfflineFacts): MayRedeem {
  if (offline === 'never') return nothing;
  switch (offline.policy) {
    case 'allowance':
      return { points: allowancePoints, limitedBy: 'allowance' };
    case 'risk-limit': {
      const { maxPointsPerReceipt, maxPointsPerCustomerDay, maxPointsPerTillDay } = offline;
      const cap = Math.max(0, Math.min(maxPointsPerReceipt, maxPointsPerCustomerDay - risked.customerPoints, maxPointsPerTillDay - risked.tillPoints));
      const balance = Math.max(0, balancePoints);
      return balance < cap ? { points: balance, limitedBy: 'balance' } : { points: cap, limitedBy: 'risk-limit' };
    }
    default:
      return unreachable(offline);
  }
}

function mostByFreshness(freshness: Freshness | undefined, ageMs: number): number {
  const step = freshnessStep(freshness, ageMs);
  switch (step) {
    case 'fresh': return Number.MAX_SAFE_INTEGER;
    case 'capped': return freshness?.cappedPoints ?? 0;
    case 'earn-only': return 0;
    default: return unreachable(step);
  }
}
