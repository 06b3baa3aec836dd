import { describe, expect, test } from 'vitest';
import type { PointsLot } from '../../../agent/domain/customer/account.ts';
import { spentFrom } from '../../../agent/domain/pricing/semantics-1/lots.ts';
import { sellWithoutDiscounts } from '../kit/after-discounts.ts';
import { customerWith } from '../kit/shop.ts';

/** Today is 2026-11-22. */
const lots: PointsLot[] = [
  { lotId: 'stays', points: 100 },
  { lotId: 'next-year', points: 30, expiresOn: '2027-01-01' },
  { lotId: 'today-b', points: 10, expiresOn: '2026-11-22' },
  { lotId: 'expired', points: 50, expiresOn: '2026-11-21' },
  { lotId: 'today-a', points: 10, expiresOn: '2026-11-22' },
  { lotId: 'empty', points: 0, expiresOn: '2026-12-01' },
];

describe('points that expire soonest are spent first', () => {
  test.each([
    { spent: 5, from: [['today-a', 5]] },
    { spent: 15, from: [['today-a', 10], ['today-b', 5]] },
    { spent: 50, from: [['today-a', 10], ['today-b', 10], ['next-year', 30]] },
    { spent: 150, from: [['today-a', 10], ['today-b', 10], ['next-year', 30], ['stays', 100]] },
    { spent: 151, from: [['today-a', 10], ['today-b', 10], ['next-year', 30], ['stays', 100]] },
  ])('$spent points are taken from $from', ({ spent, from }) => {
    const expected = from.map(([lotId, points]) => ({ lotId, points }));
    expect(spentFromLots(spent, lots)).toEqual(expected);
    expect(spentFromLots(spent, lots.toReversed())).toEqual(expected);
    expect(spentFromLots(spent, [...lots.slice(2), ...lots.slice(0, 2)])).toEqual(expected);
  });

  test('nothing is said where nothing is spent, no lots are known, or none can be used', () => {
    expect(spentFromLots(0, lots)).toBeUndefined();
    expect(spentFromLots(5, undefined)).toBeUndefined();
    expect(spentFromLots(5, [{ lotId: 'expired', points: 50, expiresOn: '2026-11-21' }])).toBeUndefined();
  });
});

function spentFromLots(spent: number, known: PointsLot[] | undefined): ReturnType<typeof spentFrom> {
  const customer = customerWith({ availablePoints: 200, ...(known === undefined ? {} : { lots: known }) });
  return spentFrom(sellWithoutDiscounts('milk 1 × 500', {}, { customer }).sale, spent);
}
