/** Golden receipts worked out with pencil and paper: the generator takes `expected` from the engine, and this is what holds the engine to account. */
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
  // 3 % of 5,025.22 in money is 150.7566, so 150 points, of which sweets' part is 3,991.38 / 5,025.22: 119.14, so 119. As many again for the favourite
  // category, sweets. Together 269.
  expect(expected.promotions.map(({ promotionId, points }) => [promotionId, points])).toEqual([['gold-basket', 0], ['points-gold', 150], ['favourite-x2', 119]]);
  expect(expected.pointsEarned).toBe(269);
});

test('two bottles of oil: a pilaf set of 890.00 + 890.00 + 290.00 for 1,690.00, and 490.00 + 890.00 for 1,190.00; the second rice stays as it is', () => {
  // 2,070.00 − 1,690.00 = 380.00 and 1,380.00 − 1,190.00 = 190.00; together 570.00, by 890 : 1,780 : 290 : 490 of 3,450.00.
  // 147.0435, 294.0870, 47.9130, 80.9565: cut to the tiyn they are 569.97; the three that are left go to 47.91304, 294.08696 and 80.95652, whose fractions are 0.304, 0.696 and 0.652.
  expect(expectedOf('two bottles of oil')).toMatchObject({
    grossMinor: 434_000,
    discountMinor: 57_000,
    lines: [{ netMinor: 178_000 - 14_704 }, { netMinor: 178_000 - 29_409 }, { netMinor: 29_000 - 4_791 }, { netMinor: 49_000 - 8_096 }],
  });
});

test('three of four packs of crisps −15 %, and of three lemonades one free, because 290.00 are more than 15 % of 870.00', () => {
  // 3 × 490.00 × 15 % = 220.50; 870.00 × 15 % = 130.50.
  expect(expectedOf('student')).toMatchObject({ payableMinor: 196_000 - 22_050 + 58_000, promotions: [{ promotionId: 'student-snack', discountMinor: 22_050 }, { promotionId: 'lemonade-2-1', discountMinor: 29_000 }, { promotionId: 'points-base', points: 23 }] });
});

test('a free unit and ten percent for a birthday, within half of the receipt', () => {
  // 0.104 kg at 6,990.00 is 726.96, with the noodles 1,416.96, half of it 708.48. The noodles are 690.00; the birthday would be 10 % of 726.96, 72.70, and gets the 18.48 that are left.
  expect(expectedOf('a free unit and a birthday')).toMatchObject({ discountMinor: 70_848, payableMinor: 70_848, lines: [{ netMinor: 70_848 }, { netMinor: 0 }] });
});

test('an order in the app: 26,616.00 less 1,000.00, delivery free, 1,000 points spent, points now and in seven days', () => {
  // 13,980.00 + 8,856.00 + 3,780.00 = 26,616.00; less 1,000.00 and 1,000 points 24,616.00. One percent is 246.16, so 246; two percent 492.32, so 492 on the 27th.
  // Two packs of nappies 40, children's goods above 5,000.00 50: together 828.
  expect(expectedOf('an order in the app')).toMatchObject({
    grossMinor: 2_661_600 + 99_000,
    discountMinor: 100_000 + 99_000,
    payableMinor: 2_461_600,
    pointsEarned: 246 + 492 + 40 + 50,
    accruals: [{ promotionId: 'order-points', points: 492, availableOn: '2026-11-27' }],
    couponsIssued: [{ couponId: 'come-back', count: 1, validFrom: '2026-11-21', validTo: '2026-12-04' }],
  });
});

test('cash: 3,104.22 + 490.00 + 990.00 come to 4,584.22, of which 4.22 are left out', () => {
  // Sugar gives nothing. 4.22 by 3,104.22 : 990.00 are 3.1996 and 1.0204: 3.20 and 1.02.
  expect(expectedOf('cash')).toMatchObject({ payableMinor: 458_000, lines: [{ netMinor: 310_422 - 320 }, { netMinor: 49_000 }, { netMinor: 99_000 - 102 }] });
});

test('midnight: the card price of coffee first, then ten percent of what is left', () => {
  // 3,490.00 − 523.50 = 2,966.50, ten percent 296.65; 2 × 1,190.00, ten percent 238.00; the vodka takes part in neither. 2,669.85 + 2,142.00 + 3,190.00 = 8,001.85.
  expect(expectedOf('half an hour after midnight')).toMatchObject({ payableMinor: 800_185, messages: [{ promotionId: 'age-check' }, { promotionId: 'alcohol-hours' }, { promotionId: 'choose-favourite' }] });
});

test('citrus: 15 % would be 749.70 and 625.50, together 1,375.20; 1,000.00 of them are given in that proportion', () => {
  // 1,000.00 × 749.70 / 1,375.20 = 545.157; × 625.50 / 1,375.20 = 454.843.
  expect(expectedOf('winter vitamins')).toMatchObject({ discountMinor: 100_000, lines: [{ netMinor: 499_800 - 54_516 }, { netMinor: 417_000 - 45_484 }, { netMinor: 89_000 }] });
});

test('250 points: 100 that expire on the 25th, then 150 of those that last until New Year', () => {
  // 2 × 1,990.00 + 890.00 = 4,870.00. 250.00 by 3,980 : 890 are 204.312 and 45.688.
  expect(expectedOf('points that expire first')).toMatchObject({ payableMinor: 462_000, pointsSpentFrom: [{ lotId: 'gift', points: 100 }, { lotId: 'autumn', points: 150 }], lines: [{ pointsPaidMinor: 20_431 }, { pointsPaidMinor: 4_569 }] });
});
