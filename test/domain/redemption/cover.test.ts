import { describe, expect, test } from 'vitest';
import { type Cover, coverEndsAtMs, spendCover } from '../../../agent/domain/redemption/cover.ts';

const hold = { holdId: 'h', points: 5, expiresAtMs: 100 };
const allowance = { allowanceId: 'a', points: 5, usableUntilMs: 50 };

describe('what points are covered by', () => {
  test.each<[string, object, number]>([
    ['a hold, until it ends', { hold }, 100],
    ['an allowance, until it may not be used', { allowance }, 50],
    ['both, until the first of them ends', { hold, allowance }, 50],
    ['both, the hold first', { hold: { ...hold, expiresAtMs: 20 }, allowance }, 20],
    ['nothing that ends', {}, Number.MAX_SAFE_INTEGER],
  ])('%s', (_, cover, endsAtMs) => {
    expect(coverEndsAtMs(cover as Cover)).toBe(endsAtMs);
  });
});

describe('what a receipt used', () => {
  test.each<[string, object, number, object]>([
    ['nothing but the hold', { hold, allowance }, 3, { holdId: 'h' }],
    ['the hold and a part of the allowance', { hold, allowance }, 7, { holdId: 'h', allowance: { allowanceId: 'a', points: 2 } }],
    ['the allowance alone', { allowance }, 5, { allowance: { allowanceId: 'a', points: 5 } }],
    ['all of them', { hold, allowance, riskPoints: 9 }, 11, { holdId: 'h', allowance: { allowanceId: 'a', points: 5 }, riskPoints: 1 }],
    ['the risk alone', { riskPoints: 9 }, 4, { riskPoints: 4 }],
    ['nothing, of a hold', { hold, allowance }, 0, { holdId: 'h' }],
  ])('is %s', (_, cover, points, expected) => {
    expect(spendCover(cover as Cover, points)).toEqual({ points, ...expected });
  });
});
