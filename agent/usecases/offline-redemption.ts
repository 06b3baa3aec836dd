import { mayRedeemOffline } from '../domain/redemption/may-redeem.ts';
import { unreachable } from '../domain/unreachable.ts';
import type { OfflineRedemption } from '../domain/bundle/offline-rules.ts';
import type { Till } from './till.ts';

/** What the programme lets this till spend while the centre is out of reach, whoever the customer is. */
export interface OfflineRedemptionNow {
  readonly policy: 'never' | 'allowance' | 'risk-limit';
  /** On one receipt, at most: of the rules, of what is left of the till's day, of the age of what the till knows; 0 where nothing may be spent */
  readonly maxPoints: number;
}

/** Undefined before the first programme. */
export function offlineRedemptionNow(till: Till): OfflineRedemptionNow | undefined {
  const bundle = till.activeBundle()?.bundle;
  if (bundle === undefined) return undefined;
  const { redemption: rules, timeZone } = bundle;
  const { clock, atMs } = till.clock.now();
  const view = till.cache.view();
  const { points } = mayRedeemOffline(rules, {
    isDoubtful: clock === 'suspect' || till.authority.standing().isQuarantined,
    balancePoints: Number.MAX_SAFE_INTEGER,
    allowancePoints: largestAllowance(rules.offline),
    ageMs: view === undefined ? Number.MAX_SAFE_INTEGER : Math.max(0, atMs - view.asOfMs),
    risked: { customerPoints: 0, tillPoints: till.daySales.of(till.clock.businessTime(atMs, timeZone).localDate, atMs).reduce((sum, { riskPoints }) => sum + riskPoints, 0) },
  });
  return { policy: typeof rules.offline === 'string' ? rules.offline : rules.offline.policy, maxPoints: view === undefined ? 0 : points };
}

function largestAllowance(offline: OfflineRedemption): number {
  if (offline === 'never') return 0;
  switch (offline.policy) {
    case 'allowance': return offline.maxPointsPerTill;
    case 'risk-limit': return 0;
    default: return unreachable(offline);
  }
}
