import type { PointsLot } from '../../customer/account.ts';
import type { PricedSale } from '../priced-sale.ts';
import type { WorkingSale } from './working-sale.ts';

/**
 * Which of the customer's points are spent: the soonest to expire first, those that stay last. What no lot covers is left out; undefined where
 * nothing is spent or the state names no lots.
 */
export function spentFrom({ input: { customer, time } }: WorkingSale, pointsSpent: number): PricedSale['pointsSpentFrom'] {
  if (pointsSpent === 0 || customer?.lots === undefined) return undefined;
  const parts: { lotId: string; points: number }[] = [];
  let left = pointsSpent;
  for (const lot of customer.lots.toSorted(compareLots)) {
    if (isExpired(lot, time.localDate)) continue;
    const points = Math.min(lot.points, left);
    if (points === 0) continue;
    parts.push({ lotId: lot.lotId, points });
    left -= points;
  }
  return parts.length === 0 ? undefined : parts;
}

function isExpired({ expiresOn }: PointsLot, today: string): boolean {
  return expiresOn !== undefined && expiresOn < today;
}

/** ISO dates sort as text, and `~` after every digit. */
function compareLots(a: PointsLot, b: PointsLot): number {
  return compareTexts(a.expiresOn ?? '~', b.expiresOn ?? '~') || compareTexts(a.lotId, b.lotId);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
