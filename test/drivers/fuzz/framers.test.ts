import { expect, test } from 'vitest';
import { framers, fuzzFramer } from './framers.ts';

// The full number is a command (docs/scanners.md): here each run takes other chunks.
test.each(Object.entries(framers))('random chunks into %s: nothing is thrown, no frame is beyond the limit, nothing piles up', (_name, make) => {
  const { frames, longest, grownBytes } = fuzzFramer(make, 10_000, Math.floor(Math.random() * 2 ** 31));
  expect(frames).toBeGreaterThan(0);
  expect(longest).toBeLessThanOrEqual(4_096 + 3);
  expect(grownBytes).toBeLessThan(32 * 1_048_576);
});
