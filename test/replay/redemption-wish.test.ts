import { expect, test } from 'vitest';
import { createRedemptionWish } from '../../agent/cli/replay/redemption-wish.ts';
import type { PlannedSale } from '../../agent/cli/replay/planned-event.ts';
import { seededRandom } from '../../agent/cli/replay/random.ts';

const sale = (redeemRoll: number, triesOffline = false): PlannedSale =>
  ({ kind: 'sale', saleId: 's', till: 0, receiptNumber: '1', lines: [], redeemRoll, triesOffline, dropsHoldFirst: false, pricedInSteps: false });

test('enough sales want to redeem, although none can in an outage', () => {
  const random = seededRandom(1);
  for (const outageShare of [0, 0.3, 0.6]) {
    const wish = createRedemptionWish(outageShare);
    let redemptions = 0;
    for (let number = 0; number < 1_000; number += 1) {
      const isOutage = random.chance(outageShare);
      const redeems = wish.wants(sale(random.next()), isOutage) && !isOutage && random.chance(0.8);
      if (redeems) redemptions += 1;
      wish.ended(redeems);
    }
    expect(redemptions).toBeGreaterThanOrEqual(200);
  }
});

test('whoever is behind catches up with every sale', () => {
  const wish = createRedemptionWish(0);
  expect(wish.isBehind()).toBe(false);
  wish.ended(false);
  expect(wish.isBehind()).toBe(true);
  expect(wish.wants(sale(0.99), false)).toBe(true);
});

test('in an outage only those try that the plan says', () => {
  const wish = createRedemptionWish(0.3);
  expect([wish.wants(sale(0), true), wish.wants(sale(0.99, true), true)]).toEqual([false, true]);
});
