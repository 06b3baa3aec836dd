import { expect, test } from 'vitest';
import type { Reward } from '../../../agent/domain/promotions/promotion.ts';
import { howMuchOf, kindOf, wholeOffKinds, wholeOffOf } from '../../../agent/domain/promotions/whole-off.ts';

const largest = 2 ** 29 - 1;

test.each<[Reward, keyof typeof wholeOffKinds, number]>([
  [{ kind: 'goods-percent', basisPoints: 10_000 }, 'percent', 10_000],
  [{ kind: 'goods-amount', amountMinor: 250 }, 'amount', 250],
  [{ kind: 'goods-amount', amountMinor: 250, per: 'unit' }, 'amount', 250],
  [{ kind: 'goods-amount', amountMinor: largest }, 'amount', largest],
  [{ kind: 'goods-price', priceMinor: 0 }, 'price', 0],
  [{ kind: 'goods-price', priceMinor: largest }, 'price', largest],
])('%j is read as it was written, from 32 bits', (reward, kind, howMuch) => {
  const [off = 0] = Int32Array.of(wholeOffOf(reward));
  expect([kindOf(off), howMuchOf(off)]).toEqual([wholeOffKinds[kind], howMuch]);
});

test.each<Reward>([
  { kind: 'goods-amount', amountMinor: 250, per: 'line' },
  { kind: 'goods-amount', amountMinor: largest + 1 },
  { kind: 'goods-price', priceMinor: largest + 1 },
  { kind: 'points-fixed', points: 3 },
])('%j is asked of the promotion', (reward) => {
  expect(wholeOffOf(reward)).toBe(0);
});
