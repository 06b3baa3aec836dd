import { describe, expect, it } from 'vitest';
import { addBlind, blindRequest, type BlindGood } from '../../ui/screens/returns/blind-draft.ts';

const bread: BlindGood = { sku: '1001', name: { ru: 'Хлеб' }, unit: 'piece', quantityMilli: 1000, priceMinor: 19_000 };
const cheese: BlindGood = { sku: '1003', name: { ru: 'Сыр' }, unit: 'kg', quantityMilli: 354, priceMinor: 340_000 };

describe('goods without a receipt', () => {
  it('add up by the piece, and stand apart by weight', () => {
    const lines = [bread, bread, cheese, cheese].reduce((before, good) => addBlind(before, good, 2), [] as ReturnType<typeof addBlind>);
    expect(lines.map(({ lineId, quantity, refund }) => [lineId, quantity, refund])).toEqual([['1', '2', '380.00'], ['2', '0.354', '1203.60'], ['3', '0.354', '1203.60']]);
  });

  it('are asked for in thousandths and minor units, with the card where one was scanned', () => {
    const lines = addBlind(addBlind([], bread, 2), cheese, 2);
    expect(blindRequest(lines, ' torn ', '2900', 2)).toEqual({
      reason: 'torn', customer: { code: '2900' },
      lines: [{ lineId: '1', sku: '1001', quantityMilli: 1000, refundMinor: 19_000 }, { lineId: '2', sku: '1003', quantityMilli: 354, refundMinor: 120_360 }],
    });
  });

  it.each([['no reason', {}, ' '], ['no pieces', { quantity: '0' }, 'torn'], ['half a piece', { quantity: '1.5' }, 'torn'], ['no money', { refund: '' }, 'torn'], ['letters for money', { refund: 'x' }, 'torn']])('are not asked for with %s', (_why, change, reason) => {
    expect(blindRequest(addBlind([], bread, 2).map((line) => ({ ...line, ...change })), reason, undefined, 2)).toBeUndefined();
  });
});
