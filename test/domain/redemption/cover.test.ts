import { describe, expect, test } from 'vitest';
import { type Cover, coverEndsAtMs } from '../../../agent/domain/redemption/cover.ts';

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
