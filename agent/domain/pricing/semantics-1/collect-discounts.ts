import type { WorkingSale } from './working-sale.ts';

/** What each promotion of the bundle took off the lines, in the order of application. */
export function collectDiscounts({ lines, compiled }: WorkingSale): WorkingSale['applied'] {
  const { promotions, totals } = compiled;
  for (const { kept, given } of lines) {
    for (const { promotionId, amountMinor } of kept) {
      // An order may bring along a promotion that this bundle does not know: its discount is on the line, and nowhere else.
      const promotion = promotions.find(promotionId);
      if (promotion !== undefined) totals.add(promotion.ordinal, amountMinor);
    }
    for (let one = given; one !== undefined; one = one.before) totals.add(one.ordinal, one.amountMinor);
  }
  const applied: WorkingSale['applied'] = [];
  totals.drain((ordinal, discountMinor) => {
    applied.push({ promotionId: promotions.idAt(ordinal), name: promotions.nameAt(ordinal), discountMinor, points: 0 });
  });
  return applied;
}
