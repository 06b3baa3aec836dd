import { expect, test } from 'vitest';
import type { AnsweredReturn } from '../../../agent/cli/replay/driver-log.ts';
import { compareReturns } from '../../../agent/cli/replay/oracle/compare-returns.ts';
import type { PlannedReturn, PlannedSale } from '../../../agent/cli/replay/planned-event.ts';
import { answered, soldSale } from './hand-made-books.ts';

const sale: PlannedSale = {
  kind: 'sale', saleId: 's1', till: 0, receiptNumber: '1', redeemRoll: 0, triesOffline: false, dropsHoldFirst: false, pricedInSteps: false,
  lines: [{ lineId: '1', sku: 'tea', quantityMilli: 2_000, unitPriceMinor: 300 }, { lineId: '2', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 300 }],
};
const [[whole]] = [...answered().returns.values()] as [AnsweredReturn[]];
if (whole === undefined) throw new Error('the hand-made books have no return');

const planned = (returnId: string, lines?: PlannedReturn['lines']): PlannedReturn => ({ kind: 'return', returnId, saleId: 's1', till: 0, receiptNumber: '2', ...(lines === undefined ? {} : { lines }) });
const compared = (returns: PlannedReturn[], told: Partial<AnsweredReturn>[]) =>
  compareReturns([sale, ...returns], { sales: new Map([['s1', [soldSale]]]), returns: new Map(told.map((each, index) => [`r${index + 1}`, [{ ...whole, ...each }]])) });
const tea = (quantityMilli: number) => [{ lineId: '1', quantityMilli }];

test('returns that undo the sale are right, also where points were left to the customer', () => {
  expect(compared([planned('r1')], [{}])).toEqual([]);
  expect(compared([planned('r1')], [{ pointsTakenBack: 12, pointsShortfall: 18 }])).toEqual([]);
});

test.each([
  ['less money', { refundMinor: 899 }, 's1: 899 money refunded of 900'],
  ['more money', { refundMinor: 901 }, 's1: 901 money refunded of 900'],
  ['too few points given back', { pointsGivenBack: 9 }, 's1: 9 points given back of 10'],
  ['points that are neither taken back nor left', { pointsTakenBack: 12 }, 's1: 12 points taken back or left of 30'],
])('a return of all that undoes the sale only nearly is seen: %s', (_what, told, text) => {
  expect(compared([planned('r1')], [told])).toEqual([text]);
});

test('returns of some goods may leave something, and must not undo more than all', () => {
  const half = { refundMinor: 500, pointsGivenBack: 5, pointsTakenBack: 15 };
  expect(compared([planned('r1', tea(1_000))], [half])).toEqual([]);
  expect(compared([planned('r1', tea(1_000)), planned('r2', tea(1_000))], [half, half])).toEqual(['s1: 1000 money refunded of 900']);
});

test('parts that are all of the goods must undo all of the sale', () => {
  const parts = [planned('r1', tea(2_000)), planned('r2', [{ lineId: '2', quantityMilli: 1_000 }])];
  const first = { refundMinor: 600, pointsGivenBack: 10, pointsTakenBack: 30 };
  expect(compared(parts, [first, { refundMinor: 300, pointsGivenBack: 0, pointsTakenBack: 0 }])).toEqual([]);
  expect(compared(parts, [first, { refundMinor: 299, pointsGivenBack: 0, pointsTakenBack: 0 }])).toEqual(['s1: 899 money refunded of 900']);
});

test('a return that nobody answered is not for this comparison', () => {
  expect(compared([planned('r1', tea(1_000)), planned('r2')], [{ refundMinor: 1 }])).toEqual([]);
});
