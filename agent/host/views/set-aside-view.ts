import { freshnessStep } from '../../domain/redemption/may-redeem.ts';
import { usableUntilMs } from '../../domain/redemption/usable-allowance.ts';
import { withPlaceNames } from '../../usecases/points-elsewhere.ts';
import type { CustomerView } from '../../contract/sale.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { CustomerState } from '../../domain/customer/account.ts';

type Known = Extract<CustomerView, { status: 'known' }>;

/** What of the customer's points is set aside for tills: here, and elsewhere. Nothing where none is. */
export function setAsideView(compiled: CompiledBundle, journalId: string, { allowances = [] }: Pick<CustomerState, 'allowances'>): Pick<Known, 'setAside'> {
  if (allowances.length === 0) return {};
  const own = allowances.find((each) => each.journalId === journalId && each.recalled !== true);
  const elsewhere = allowances.filter((each) => each.journalId !== journalId && each.points > 0).map((each) => withPlaceNames(compiled, each));
  return {
    setAside: {
      ...(own === undefined ? {} : { here: { points: own.points, untilMs: Math.max(0, usableUntilMs(own, compiled.bundle.redemption)) } }),
      ...(elsewhere.length === 0 ? {} : { elsewhere }),
    },
  };
}

/** How old what is known of the customer is by the programme's ladder, and when the next step comes. Nothing where the programme has none. */
export function freshnessView({ bundle: { redemption: { freshness } } }: CompiledBundle, asOfMs: number, nowMs: number): Pick<Known, 'freshness'> {
  if (freshness === undefined) return {};
  const step = freshnessStep(freshness, Math.max(0, nowMs - asOfMs));
  if (step === 'earn-only') return { freshness: { step } };
  return { freshness: { step, untilMs: asOfMs + 1_000 * (step === 'fresh' ? freshness.cappedAfterSeconds : freshness.earnOnlyAfterSeconds) } };
}
