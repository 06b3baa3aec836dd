import { expect, it } from 'vitest';
import { runPart } from '../kit/run-part.ts';
import { partition } from './partition.ts';

it('books are one history after partitions, and who follows the feed misses no writer that commits late', async () => {
  const { counts, failures } = await runPart(partition({ tills: 3, operations: 240, lateWriters: 1 }), 1, () => undefined);
  expect(failures).toEqual([]);
  expect(counts['operations']).toBeGreaterThanOrEqual(240);
  expect(counts['breaks']).toBeGreaterThan(0);
});
