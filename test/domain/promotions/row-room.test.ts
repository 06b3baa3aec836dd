import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowRoom } from '../../../agent/domain/promotions/row-room.ts';

describe('room for rows', () => {
  it('gives nobody what somebody else has', () => {
    assert(property(array(integer({ min: 0, max: 40_000 }), { maxLength: 20 }), (counts) => {
      const room = new RowRoom();
      const runs = counts.map((count) => ({ count, ...room.take(count) }));
      for (const [index, { piece, from, count }] of runs.entries()) {
        expect(from + count).toBeLessThanOrEqual(piece.length);
        expect(piece.subarray(from, from + count).every((number) => number === 0)).toBe(true);
        piece.fill(index + 1, from, from + count);
      }
      for (const [index, { piece, from, count }] of runs.entries()) expect(piece.subarray(from, from + count).every((number) => number === index + 1)).toBe(true);
    }));
  });

  it('takes no more than one run needs, and lays many small ones side by side', () => {
    expect(new RowRoom().take(24).piece).toHaveLength(24);
    const room = new RowRoom();
    const pieces = new Set(Array.from({ length: 1_000 }, () => room.take(16).piece));
    expect(pieces.size).toBeLessThan(12);
  });
});
