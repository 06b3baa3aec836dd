import { expect, test } from 'vitest';
import { compareSales } from '../../../agent/cli/replay/oracle/compare-sales.ts';
import type { PlannedSale } from '../../../agent/cli/replay/planned-event.ts';
import { answered, soldSale, tillBooks } from './hand-made-books.ts';

const planned: PlannedSale = {
  kind: 'sale', saleId: 's1', till: 0, receiptNumber: '1', redeemRoll: 0, triesOffline: false, dropsHoldFirst: false, pricedInSteps: false,
  lines: [{ lineId: '1', sku: 'tea', quantityMilli: 2_000, unitPriceMinor: 150 }, { lineId: '2', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 90 }],
  customer: { code: "ann's card", identifiedBy: 'scan' },
};
const accountOf = (code: string) => (code === "ann's card" ? 'ann' : undefined);

const [inJournal] = tillBooks().sales;
if (inJournal === undefined) throw new Error('the hand-made till has no sale');
const compared = (sale: PlannedSale, journalled: Partial<typeof inJournal> = {}, told: Partial<typeof soldSale> = {}) =>
  compareSales([sale], accountOf, { ...answered(), sales: new Map([['s1', [{ ...soldSale, ...told }]]]) }, [{ ...tillBooks(), sales: [{ ...inJournal, ...journalled }] }]);

test('a sale as it was planned is right', () => {
  expect(compared(planned)).toEqual([]);
});

test('a card that the till did not know, although the shop has it, is seen, however well the books agree', () => {
  const { accountId: _accountId, ...anonymous } = soldSale;
  expect(compareSales([planned], accountOf, { ...answered(), sales: new Map([['s1', [anonymous]]]) }, [{ ...tillBooks(), sales: [{ ...inJournal, accountId: null }] }]))
    .toEqual(['s1 belongs to ann, and to nobody by the answer', 's1 belongs to ann, and to nobody by the journal']);
});

test('points for somebody else are seen', () => {
  expect(compared(planned, { accountId: 'bob' })).toEqual(['s1 belongs to ann, and to bob by the journal']);
  expect(compared(planned, {}, { accountId: 'bob' })).toEqual(['s1 belongs to ann, and to bob by the answer']);
  expect(compared({ ...planned, customer: { code: 'a blocked card', identifiedBy: 'scan' } })).toHaveLength(2);
});

test.each([
  ['a line too few', 'tea 2000 150'],
  ['another quantity', 'tea 1000 150, milk 1000 90'],
  ['another price', 'tea 2000 150, milk 1000 91'],
  ['other goods', 'tea 2000 150, cream 1000 90'],
])('other goods than were scanned are seen: %s', (_what, lines) => {
  expect(compared(planned, { lines })).toEqual(['s1: other goods were scanned than the journal has']);
});

test.each(['discountMinor', 'pointsEarned', 'pointsSpent'] as const)('an answer that tells another %s than the journal is seen', (figure) => {
  expect(compared(planned, { [figure]: 77 })).toEqual([`s1: ${figure} was answered as ${soldSale[figure]} and is 77 in the journal`]);
});
