import { describe, expect, it } from 'vitest';
import { backoffMs, readRetryAfterMs } from '../../sync/engine/backoff.ts';

const limits = { backoffMinMs: 250, backoffMaxMs: 15_000 };

describe('backoff', () => {
  it.each([
    { attempt: 0, random: 0, waitMs: 250 },
    { attempt: 0, random: 0.5, waitMs: 375 },
    { attempt: 3, random: 0, waitMs: 250 },
    { attempt: 3, random: 1, waitMs: 4_000 },
    { attempt: 6, random: 1, waitMs: 15_000 },
    { attempt: 2_000, random: 1, waitMs: 15_000 },
  ])('waits $waitMs ms at attempt $attempt with the die at $random', ({ attempt, random, waitMs }) => {
    expect(backoffMs(attempt, limits, () => random)).toBe(waitMs);
  });

  it('obeys Retry-After, but not for ever', () => {
    expect(backoffMs(0, limits, () => 0, 9_000)).toBe(9_000);
    expect(backoffMs(0, limits, () => 0, 9_000_000)).toBe(300_000);
  });
});

describe('Retry-After', () => {
  const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
  it.each([
    { header: '120', date, expected: 120_000 },
    { header: ' 0 ', date, expected: 0 },
    { header: 'Sun, 22 Nov 2026 10:00:30 GMT', date, expected: 30_000 },
    { header: 'Sun, 22 Nov 2026 09:00:00 GMT', date, expected: 0 },
    { header: 'Sun, 22 Nov 2026 10:00:30 GMT', date: undefined, expected: undefined },
    { header: 'soon', date, expected: undefined },
    { header: '-5', date, expected: 0 },
    { header: undefined, date, expected: undefined },
  ])('$header at $date is $expected ms', ({ header, date: sentAt, expected }) => {
    expect(readRetryAfterMs(header, sentAt)).toBe(expected);
  });
});
