import { describe, expect, it } from 'vitest';
import { queueOver } from '../../agent/usecases/desk/queue-over.ts';

const operations = (count: number) => Array.from({ length: count }, (_, index) => ({ atMs: index * 10 }));

describe('the picture of a queue', () => {
  it.each([[0, []], [1, [[0, 1]]], [3, [[0, 1], [10, 2], [20, 3]]]])('has each of %i operations', (count, places) => {
    expect(queueOver(operations(count)).map(({ atMs, operations: waiting }) => [atMs, waiting])).toEqual(places);
  });

  it('has a hundred places of a long one, and ends with all of it', () => {
    const queue = queueOver(operations(12_345));
    expect(queue).toHaveLength(100);
    expect(queue.at(-1)).toEqual({ atMs: 123_440, operations: 12_345 });
    expect(queue.every(({ operations: waiting }, index) => index === 0 || waiting > (queue[index - 1]?.operations ?? 0))).toBe(true);
  });
});
