import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import type { BusinessTime } from '../../../agent/domain/time/business-time.ts';
import { testBundle, testTime } from './test-shop.ts';

export const dayMs = 86_400_000;

/** So many days after the test's Sunday, at the same hour. The zone has no summer time. */
export function timeIn(days: number): BusinessTime {
  const date = new Date(Date.UTC(2026, 10, 22 + days));
  return { ...testTime, instantMs: testTime.instantMs + days * dayMs, localDate: date.toISOString().slice(0, 10), weekday: date.getUTCDay() === 0 ? 7 : date.getUTCDay() };
}

function promotion(id: string, reward: Reward, changes: Partial<Promotion> = {}): Promotion {
  return { id, name: { ru: id }, groupId: 'main', priority: 5, when: { kind: 'card' }, goods: { kind: 'all' }, reward, ...changes };
}

/** Every card earns 10 points that wait 3 days and end 10 days later, 20 that end in 5 days, and 5 that stay. */
export function pointsBundle(changes: Partial<Bundle> = {}): Bundle {
  return testBundle({
    promotions: [
      promotion('later', { kind: 'points-fixed', points: 10, pendingDays: 3, expiresAfterDays: 10 }),
      promotion('soon-gone', { kind: 'points-fixed', points: 20, expiresAfterDays: 5 }),
      promotion('stays', { kind: 'points-fixed', points: 5 }),
    ],
    ...changes,
  });
}

/** 10 % off once a week for each customer; 50 tenge off for a coupon that is good once; 100 tenge off as long as a budget lasts. */
export function countsBundle(): Bundle {
  return testBundle({
    coupons: [{ id: 'gift', name: { ru: 'Подарок' }, codes: ['ONCE', 'AGAIN', 'FREED'], once: true }],
    promotions: [
      promotion('weekly', { kind: 'goods-percent', basisPoints: 1_000 }, { limits: { perCustomer: { times: 1, period: 'week' } } }),
      promotion('coupon', { kind: 'basket-amount', amountMinor: 5_000 }, { when: { kind: 'coupon', couponIds: ['gift'] } }),
      promotion('budget', { kind: 'basket-amount', amountMinor: 10_000 }, { when: { kind: 'all', of: [] }, limits: { budget: { whenOver: 'cut' } } }),
    ],
  });
}
