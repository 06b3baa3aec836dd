/** Three golden receipts, worked out with pencil and paper: the generator takes `expected` from the engine, and this is what holds the engine to account. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Bundle, GoldenReceipt } from '../../agent/domain/bundle/bundle.ts';

const bundle = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'resources', 'demo', 'bundle.json'), 'utf8')) as Bundle;

function expectedOf(name: string): GoldenReceipt['expected'] {
  const receipt = bundle.goldenReceipts.find((one) => one.name.startsWith(name));
  if (!receipt) throw new Error(`no golden receipt "${name}"`);
  return receipt.expected;
}

test('card: coffee at 3,490.00 − 15 %, two packs of biscuits at 690.00', () => {
  // 3,490.00 × 15 % = 523.50, so 2,966.50; 2 × 690.00 = 1,380.00; together 4,346.50. One percent is 43.465, so 43 points.
  expect(expectedOf('card: coffee')).toMatchObject({
    grossMinor: 487_000,
    discountMinor: 52_350,
    netMinor: 434_650,
    payableMinor: 434_650,
    pointsEarned: 43,
    lines: [{ netMinor: 296_650 }, { netMinor: 138_000 }],
  });
});

test('Saturday: 1.236 kg of apples at 1,290.00 and 0.845 kg of grapes at 1,590.00 − 12 %, 1.510 kg of beef at 3,990.00', () => {
  // apples 1,594.44, off 191.3328 → 191.33, left 1,403.11; grapes 1,343.55, off 161.226 → 161.23, left 1,182.32; beef 6,024.90 as it is.
  // Together 8,610.33. Two percent for silver is 172.2066, so 172 points.
  expect(expectedOf('Saturday market')).toMatchObject({
    grossMinor: 159_444 + 134_355 + 602_490,
    discountMinor: 19_133 + 16_123,
    payableMinor: 861_033,
    pointsEarned: 172,
    lines: [{ netMinor: 140_311 }, { netMinor: 118_232 }, { netMinor: 602_490 }],
  });
});

test('gold: 3 % off tea 1,490.00, four chocolates 2,760.00 and sweets 2,992.50; 2,000 points pay 2,000.00', () => {
  // 1,490.00 − 44.70 = 1,445.30; 2,760.00 − 82.80 = 2,677.20; 0.750 × 3,990.00 = 2,992.50 − 89.775 = 2,902.725. The basket's 3 % is
  // 217.275 → 217.28, and the odd tiyn falls on the sweets: 2,902.72. Together 7,025.22, of which half, 3,512.61, may be paid by points: 3,512.
  const expected = expectedOf('gold card with a running favourite');
  expect(expected).toMatchObject({
    grossMinor: 724_250,
    discountMinor: 21_728,
    netMinor: 702_522,
    pointsSpent: 2_000,
    pointsPaidMinor: 200_000,
    payableMinor: 502_522,
    redeemable: { maxPoints: 3_512, limitedBy: 'share' },
  });
  // 3 % of 5,025.22 in money is 150.7566, so 150 points, of which sweets' part is 3,991.38 / 5,025.22: 119.14, so 119. Four times more for the favourite
  // category, sweets: 119 × 4 = 476. Together 626.
  expect(expected.promotions.map(({ promotionId, points }) => [promotionId, points])).toEqual([['gold-basket', 0], ['points-gold', 150], ['favourite-x5', 476]]);
  expect(expected.pointsEarned).toBe(626);
});
