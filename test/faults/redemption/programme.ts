import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { Promotion } from '../../../agent/domain/promotions/promotion.ts';
import { testBundle } from '../../central/kit/test-shop.ts';

/** What a history may switch the programme to. */
export type PolicyName = 'allowance' | 'small-allowance' | 'risk-limit' | 'never';
export const policyNames: readonly PolicyName[] = ['allowance', 'small-allowance', 'risk-limit', 'never'];

const allowance = {
  policy: 'allowance' as const, maxShareBasisPoints: 6_000, maxPointsPerTill: 300, minVisits: 1, visitDays: 60,
  validSeconds: 2 * 86_400, marginSeconds: 3_600, reuseAfterSeconds: 2 * 86_400,
};
/** From the last renewal to the moment when the centre uses the points again. */
export const silenceMs = (allowance.validSeconds + allowance.reuseAfterSeconds) * 1_000;

function redemptionOf(policy: PolicyName): Pick<Bundle['redemption'], 'offline' | 'freshness' | 'honouring'> {
  switch (policy) {
    case 'allowance': return { offline: allowance };
    case 'small-allowance':
      return { offline: { ...allowance, maxPointsPerTill: 120, maxShareBasisPoints: 3_000 }, freshness: { cappedAfterSeconds: 6 * 3_600, cappedPoints: 50, earnOnlyAfterSeconds: 3 * 86_400 } };
    case 'risk-limit':
      return { offline: { policy: 'risk-limit', maxPointsPerReceipt: 200, maxPointsPerCustomerDay: 300, maxPointsPerTillDay: 500 }, honouring: { maxPointsPerReceipt: 150, maxPointsPerTillDay: 400, maxPointsPerDay: 600 } };
    case 'never': return { offline: 'never' };
    default: return unreachable(policy);
  }
}

/** Every receipt earns 10 points that wait 3 days, and 20 that end after 5. */
function promotion(id: string, reward: Promotion['reward']): Promotion {
  return { id, name: { ru: id }, groupId: 'main', priority: 1, when: { kind: 'card' }, goods: { kind: 'all' }, reward };
}

export function bundleOf(policy: PolicyName, serial: number, isCalm: boolean): Bundle {
  const bundle = testBundle({
    serial,
    promotions: [promotion('later', { kind: 'points-fixed', points: 10, pendingDays: 3, expiresAfterDays: 10 }), promotion('soon-gone', { kind: 'points-fixed', points: 20, expiresAfterDays: 5 })],
  });
  // A calm shop's holds outlive its longest outage: one that ends before its receipt arrives is a risk that the programme takes.
  return { ...bundle, redemption: { ...bundle.redemption, maxShareBasisPoints: 9_000, holdSeconds: isCalm ? 7 * 86_400 : 900, ...redemptionOf(policy) } };
}
