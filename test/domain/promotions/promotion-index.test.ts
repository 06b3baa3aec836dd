import { expect, test } from 'vitest';
import { compiledExample, promotionOf } from '../kit/shop.ts';

const { index } = compiledExample({ promotions: [promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 })] });

test('what may concern a good is looked for once', () => {
  expect(index.of('milk')).toBe(index.of('milk'));
});

test('nothing is kept of goods that the bundle does not know: their number has no bound', () => {
  const first = index.of('new-good');
  expect(index.of('new-good')).not.toBe(first);
  expect(index.of('new-good')).toEqual(first);
});
