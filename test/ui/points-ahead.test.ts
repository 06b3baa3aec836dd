import { describe, expect, it } from 'vitest';
import type { SaleView } from '../../agent/contract/sale.ts';
import { pointsAfter } from '../../ui/display/points-after.ts';
import { pointsAhead } from '../../ui/screens/sale/points-ahead.ts';

const state = (more: object) => ({ pending: [], lots: [], ...more }) as unknown as SaleView['inputs']['customerState'];

describe('points ahead', () => {
  it('are those that wait, with the day of the first', () => {
    const pending = [{ lotId: 'b', points: 6, availableOn: '2026-12-20' }, { lotId: 'a', points: 80, availableOn: '2026-11-29' }, { lotId: 'c', points: 9, availableOn: '2026-11-22' }];
    expect(pointsAhead(state({ pending }), '2026-11-22')).toEqual({ waiting: { points: 86, day: '2026-11-29' } });
  });

  it('are those that are lost within 30 days, today too, and no later ones', () => {
    const lots = [{ lotId: 'a', points: 5 }, { lotId: 'b', points: 7, expiresOn: '2026-11-22' }, { lotId: 'c', points: 120, expiresOn: '2026-12-22' }, { lotId: 'd', points: 1, expiresOn: '2026-12-23' }, { lotId: 'e', points: 3, expiresOn: '2026-11-21' }];
    expect(pointsAhead(state({ lots }), '2026-11-22')).toEqual({ expiring: { points: 127, day: '2026-11-22' } });
  });

  it('are none of an account that names none', () => {
    expect(pointsAhead(undefined, '2026-11-22')).toEqual({});
    expect(pointsAhead(state({ lots: undefined, pending: undefined }), '2026-11-22')).toEqual({});
  });
});

describe('the balance after this purchase', () => {
  const priced = { pointsSpent: 100, pointsEarned: 30 } as SaleView['priced'];
  const customer = { status: 'known', balancePoints: 500 } as NonNullable<SaleView['customer']>;
  it('is told of own points alone', () => {
    expect(pointsAfter({ customer, priced })).toBe(430);
    expect(pointsAfter({ priced })).toBeUndefined();
    expect(pointsAfter({ customer, priced: { ...priced, external: 'spasibo' } })).toBeUndefined();
    expect(pointsAfter({ customer: { status: 'refused', code: '1', reason: 'card-unknown' }, priced })).toBeUndefined();
  });
});
