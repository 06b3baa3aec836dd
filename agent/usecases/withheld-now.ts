import { unreachable } from '../domain/unreachable.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { ProgrammeState } from '../domain/pricing/programme-state.ts';
import type { RedeemableNow } from './redeemable-now.ts';
import type { DaySale } from './day-sales.ts';
import type { Till } from './till.ts';

type Withheld = NonNullable<ProgrammeState['withheld']>;

/** What can be used once and does not act, since nobody can be asked whether it was used; undefined where all acts. */
export function withheldNow(till: Till, { bundle }: CompiledBundle, { isOffline, allowance }: RedeemableNow): Withheld | undefined {
  const { onceOffline } = bundle.redemption;
  if (!isOffline || onceOffline === undefined) return undefined;
  const all: Withheld = ['once-coupons', 'customer-limits'];
  if (onceOffline === 'never') return all;
  if (onceOffline === 'allowance') return allowance === undefined ? all : undefined;
  switch (onceOffline.policy) {
    case 'risk-limit':
      return usedToday(till, bundle) < onceOffline.maxPerTillDay ? undefined : all;
    default:
      return unreachable(onceOffline.policy);
  }
}

function usedToday(till: Till, { timeZone, redemption: { offline } }: CompiledBundle['bundle']): number {
  const { atMs } = till.clock.now();
  // Online only an allowance makes a sale say what it might spend, and then the balance is what limits it.
  const isRisk = typeof offline === 'object' && offline.policy === 'risk-limit';
  const wasOffline = ({ mayRedeem }: DaySale): boolean => mayRedeem !== undefined && (isRisk || mayRedeem.limitedBy !== 'balance');
  return till.daySales.of(till.clock.businessTime(atMs, timeZone).localDate, atMs).filter(wasOffline).reduce((uses, { onceUses }) => uses + onceUses, 0);
}
