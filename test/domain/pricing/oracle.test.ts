import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Identification } from '../../../agent/domain/cards/card.ts';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import type { PricingInput } from '../../../agent/domain/pricing/pricing-input.ts';
import type { PromotionGroup } from '../../../agent/domain/promotions/promotion.ts';
import { basketOf, exampleInput, offByEach, offEachLine, pointsByEach } from '../kit/examples.ts';
import { groupsOf, promotionsOf, rewardsOf, withGroups } from '../kit/notation.ts';
import { customerWith, exampleBundle, exampleHash, oneGroup, timeAt } from '../kit/shop.ts';
import { numbersOf, specTable } from '../kit/spec-table.ts';
import { pricesByOracle } from './oracle/price-by-oracle.ts';

const noCaps = { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: 10_000 };
const half = { redemption: { ...exampleBundle().redemption, maxShareBasisPoints: 5000 } };

function priceLines(lines: string, bundle: Partial<Bundle>, input: Partial<PricingInput> = {}): PricedSale {
  const [sale] = pricesByOracle(exampleBundle(bundle), exampleHash, { basket: basketOf(lines), ...exampleInput(), ...input });
  if (sale === undefined) throw new Error('the reference has no answer');
  return sale;
}

describe.each(['R-3', 'R-9', 'R-11'])('the reference agrees with the table of %s', (rule) => {
  test.each(specTable(rule))('$promotions takes $offEachLine off $lines', ({ promotions = '', lines = '', offEachLine: off }) => {
    expect(offEachLine(priceLines(lines, oneGroup('stack', rewardsOf(promotions))))).toEqual(numbersOf(off));
  });
});

describe.each(['R-10', 'R-12'])('the reference agrees with the table of %s', (rule) => {
  test.each(specTable(rule))('$mode of $promotions on $lines takes off $offByEachPromotion', ({ mode = '', promotions = '', lines = '', offByEachPromotion: off }) => {
    const bundle = oneGroup(mode as PromotionGroup['mode'], rewardsOf(promotions));
    expect(offByEach(priceLines(lines, bundle), bundle)).toEqual(numbersOf(off));
  });
});

describe('the reference agrees with the tables of floors and caps', () => {
  test.each(specTable('R-13'))('R-13 $promotions takes $offEachLine off $lines with a line cap of $lineCap', ({ promotions = '', lines = '', lineCap: cap, offEachLine: off }) => {
    const caps = { ...noCaps, maxLineDiscountBasisPoints: Number(cap) };
    expect(offEachLine(priceLines(lines, { ...oneGroup('stack', rewardsOf(promotions)), caps }))).toEqual(numbersOf(off));
  });

  test.each(specTable('R-14'))('R-14 $promotions on $lines with a receipt cap of $receiptCap', ({ promotions = '', lines = '', receiptCap: cap, ...expected }) => {
    const bundle = oneGroup('stack', rewardsOf(promotions));
    const priced = priceLines(lines, { ...bundle, caps: { ...noCaps, maxReceiptDiscountBasisPoints: Number(cap) } });
    expect(offByEach(priced, bundle)).toEqual(numbersOf(expected.offByEachPromotion));
    expect(offEachLine(priced)).toEqual(numbersOf(expected.offEachLine));
  });
});

describe('the reference agrees with the tables of points', () => {
  test.each(specTable('R-15'))('R-15 $lines with a balance of $balance by $identified: $points', ({ lines = '', balance, identified, share, step, points, limitedBy }) => {
    const redemption = { ...exampleBundle().redemption, maxShareBasisPoints: Number(share), stepPoints: Number(step), minStrengthToRedeem: 'scan' as const };
    const { storeId, time } = exampleInput();
    const input = { basket: basketOf(lines), storeId, time, customer: customerWith({ availablePoints: Number(balance) }) };
    const [sale] = pricesByOracle(exampleBundle({ redemption }), exampleHash, identified === 'unknown' ? input : { ...input, identifiedBy: identified as Identification });
    expect(sale?.redeemable).toEqual({ maxPoints: Number(points), limitedBy });
  });

  test.each(specTable('R-16'))('R-16 $redeemed points on $lines', ({ lines = '', redeemed, ...expected }) => {
    const priced = priceLines(lines, half, { redeemPoints: Number(redeemed) });
    expect(priced.pointsSpent).toBe(Number(expected['pointsSpent']));
    expect(priced.lines.map((line) => line.pointsPaidMinor)).toEqual(numbersOf(expected['paidForEachLine']));
    expect(priced.lines.map((line) => line.pointsSpent)).toEqual(numbersOf(expected['pointsForEachLine']));
  });

  test.each([...specTable('R-17'), ...specTable('R-20')])('R-17, R-20 $promotions on $lines earn $pointsForEachLine', ({ promotions = '', lines = '', redeemed, pointsForEachLine: points }) => {
    const priced = priceLines(lines, { ...half, ...oneGroup('stack', rewardsOf(promotions)) }, { redeemPoints: Number(redeemed ?? 0) });
    expect(priced.lines.map((line) => line.pointsEarned)).toEqual(numbersOf(points));
  });

  test.each([...specTable('R-18'), ...specTable('R-19')].map(withGroups))('R-18, R-19 $groups of $promotions on $lines gives $pointsByEachPromotion', ({ groups, promotions = '', lines = '', pointsByEachPromotion: points }) => {
    const bundle = { groups: groupsOf(groups), promotions: promotionsOf(promotions) };
    expect(pointsByEach(priceLines(lines, bundle), bundle)).toEqual(numbersOf(points));
  });
});

test.each(specTable('R-1').filter(({ promotions = '', payable }) => payable !== undefined && !promotions.includes('coupon')))('the reference agrees with the table of R-1: $promotions', ({ promotions = '', lines = '', redeemed, ...expected }) => {
  const priced = priceLines(lines, { ...half, promotions: promotionsOf(promotions) }, { redeemPoints: Number(redeemed ?? 0), time: timeAt() });
  expect(priced.payableMinor).toBe(Number(expected['payable']));
});
