import type { Effect, QuotedReturn } from '../operations/operation.ts';
import type { PricedSale } from '../pricing/priced-sale.ts';

/** The postings of a sale: what it earned comes from `earned`, what it spent goes to `spent`. They sum to zero; a sale without points has none. */
export function saleEffects(priced: Pick<PricedSale, 'pointsEarned' | 'pointsSpent'>): Effect[] {
  return postings(priced.pointsEarned, priced.pointsSpent);
}

/** The postings of a return: the reverse of the part of the sale that it undoes. */
export function returnEffects(quoted: Pick<QuotedReturn, 'pointsGivenBack' | 'pointsTakenBack'>): Effect[] {
  return postings(-quoted.pointsTakenBack, -quoted.pointsGivenBack);
}

/** How many points the postings add to what the customer may spend. */
export function availableChange(effects: readonly Effect[]): number {
  return effects.reduce((sum, { bucket, points }) => (bucket === 'available' ? sum + points : sum), 0);
}

function postings(earned: number, spent: number): Effect[] {
  const effects: Effect[] = [
    { bucket: 'available', points: earned - spent },
    { bucket: 'earned', points: 0 - earned },
    { bucket: 'spent', points: spent },
  ];
  return effects.filter(({ points }) => points !== 0);
}
