import { expect, test } from 'vitest';
import { PromotionTotals } from '../../../agent/domain/promotions/promotion-totals.ts';

function told(totals: PromotionTotals): [number, number][] {
  const all: [number, number][] = [];
  totals.drain((ordinal, sum) => all.push([ordinal, sum]));
  return all;
}

test('what promotions gave is told in the order of application, whoever gave first, each with its sum', () => {
  const totals = new PromotionTotals(97);
  for (const [ordinal, amount] of [[96, 5], [31, 1], [0, 2], [64, 7], [32, 3], [63, 4], [31, 10], [33, 6]] as const) totals.add(ordinal, amount);
  expect(told(totals)).toEqual([[0, 2], [31, 11], [32, 3], [33, 6], [63, 4], [64, 7], [96, 5]]);
});

test('what was told is forgotten before the next sale', () => {
  const totals = new PromotionTotals(40);
  totals.add(31, 1);
  totals.add(39, 1);
  told(totals);
  expect(told(totals)).toEqual([]);
  totals.add(39, 2);
  expect(told(totals)).toEqual([[39, 2]]);
});
