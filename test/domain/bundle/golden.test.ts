import { describe, expect, test } from 'vitest';
import type { GoldenReceipt } from '../../../agent/domain/bundle/bundle.ts';
import { goldenResult, replayGoldenReceipts } from '../../../agent/domain/bundle/golden.ts';
import { basketOf, exampleInput, priceLines } from '../kit/examples.ts';
import { rewardsOf } from '../kit/notation.ts';
import { compiledExample, oneGroup } from '../kit/shop.ts';

const bundle = oneGroup('stack', rewardsOf('goods-percent 1000; points-percent 500'));
const lines = 'milk 2 × 50000; bread 1 × 20000';

function golden(changes: Partial<GoldenReceipt> = {}): GoldenReceipt {
  return { name: 'молоко и хлеб', basket: basketOf(lines), ...exampleInput(), redeemPoints: 100, expected: goldenResult(priceLines(lines, bundle, { redeemPoints: 100 })), ...changes };
}

describe('replayGoldenReceipts', () => {
  test('is silent where every receipt comes out as the bundle says', () => {
    expect(replayGoldenReceipts(compiledExample({ ...bundle, goldenReceipts: [golden(), golden({ name: 'again' })] }))).toEqual([]);
    expect(replayGoldenReceipts(compiledExample({ ...bundle, goldenReceipts: [] }))).toEqual([]);
  });

  test('names the receipt and the first field that came out otherwise', () => {
    const expected = { ...golden().expected, payableMinor: 1 };
    expect(replayGoldenReceipts(compiledExample({ ...bundle, goldenReceipts: [golden(), golden({ name: 'wrong', expected })] }))).toEqual([
      { name: 'wrong', detail: 'payableMinor must be 1 and is 98000' },
    ]);
  });

  test('sees a difference inside one line, and shows no more than its surroundings', () => {
    const { expected } = golden();
    const wrong = { ...expected, lines: expected.lines.map((line, index) => (index === 0 ? { ...line, pointsEarned: line.pointsEarned + 1 } : line)) };
    expect(replayGoldenReceipts(compiledExample({ ...bundle, goldenReceipts: [golden({ expected: wrong })] }))).toMatchObject([{ name: 'молоко и хлеб', detail: expect.stringMatching(/^lines must be .{100,210} and is .{100,210}$/) }]);
  });

  test('shows the difference, however far behind the beginning it lies', () => {
    const expected = golden().expected;
    const wrong = { ...expected, lines: expected.lines.map((line, index) => (index === 1 ? { ...line, pointsEarned: 4321 } : line)) };
    const [mismatch] = replayGoldenReceipts(compiledExample({ ...bundle, goldenReceipts: [golden({ expected: wrong })] }));
    expect(mismatch?.detail).toMatch(/^lines must be ….*"pointsEarned":4321.* and is ….*"pointsEarned":8,/);
  });

  test.each([
    { name: 'in the middle', length: 400, at: 151, begins: '…', ends: '…' },
    { name: 'near the beginning', length: 400, at: 20, begins: '', ends: '…' },
    { name: 'near the end', length: 200, at: 190, begins: '…', ends: '' },
  ])('shows a hundred characters before a difference $name and a hundred after, and what is cut off as dots', ({ length, at, begins, ends }) => {
    const said = 'abcdefghijklmnopqrs'.repeat(length).slice(0, length);
    const expectedText = `${said.slice(0, at)}X${said.slice(at + 1)}`;
    const group = oneGroup('stack', [{ kind: 'message', to: 'cashier', text: { ru: said } }]);
    const expected = { ...goldenResult(priceLines(lines, group)), messages: [{ promotionId: 'A', to: 'cashier', text: { ru: expectedText } }] } satisfies GoldenReceipt['expected'];
    const around = (text: string): string => {
      const whole = `[{"promotionId":"A","text":{"ru":"${text}"},"to":"cashier"}]`;
      const from = Math.max(0, whole.indexOf(said.slice(0, 5)) + at - 100);
      return `${begins}${whole.slice(from, from + 200)}${ends}`;
    };
    const { redeemPoints: _none, ...receipt } = golden({ expected });
    expect(replayGoldenReceipts(compiledExample({ ...group, goldenReceipts: [receipt] }))).toEqual([{ name: 'молоко и хлеб', detail: `messages must be ${around(expectedText)} and is ${around(said)}` }]);
  });

  test('reports a basket that cannot be priced, instead of failing', () => {
    const basket = basketOf('milk 1.5 × 500');
    expect(replayGoldenReceipts(compiledExample({ ...bundle, goldenReceipts: [golden({ basket })] }))).toMatchObject([{ detail: expect.stringContaining('/lines/0/quantityMilli') }]);
  });
});
