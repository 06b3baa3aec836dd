import { expect, test } from 'vitest';
import { PromotionTotals } from '../../../agent/domain/promotions/promotion-totals.ts';

function told(totals: PromotionTotals): [number, number][] {
  const all: [number, number][] = [];
  totals.drain((ordinal, sum) => all.push([ordinal, sum]));
  return all;
}

test('what promotions gave is told in the order of application, whoever gave first, each with its sum', () => {
  const totals = new PromotionTotals(2_049);
  for (const [ordinal, amount] of [[1_024, 9], [96, 5], [31, 1], [0, 2], [2_048, 8], [64, 7], [1_023, 1], [32, 3], [63, 4], [31, 10], [33, 6]] as const) totals.add(ordinal, amount);
  expect(told(totals)).toEqual([[0, 2], [31, 11], [32, 3], [33, 6], [63, 4], [64, 7], [96, 5], [1_023, 1], [1_024, 9], [2_048, 8]]);
});

test('what was told is forgotten before the next sale', () => {
  const totals = new PromotionTotals(1_040);
  for (const ordinal of [31, 39, 1_030]) totals.add(ordinal, 1);
  told(totals);
  expect(told(totals)).toEqual([]);
  totals.add(39, 2);
  expect(told(totals)).toEqual([[39, 2]]);
});
