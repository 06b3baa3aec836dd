import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planOutages } from '../../agent/cli/replay/plan-outages.ts';
import { seededRandom } from '../../agent/cli/replay/random.ts';

test('outages cover their share of the sales to the nearest sale, in order, inside the run', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 2 ** 32 - 1 }), (sales, share, seed) => {
    const windows = planOutages(sales, share, seededRandom(seed));
    const covered = windows.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(covered).toBe(sales === 0 || share === 0 ? 0 : Math.max(1, Math.round(sales * share)));
    expect(windows.every(({ from, to }) => from >= 0 && to > from && to <= sales + 1)).toBe(true);
    expect(windows.every(({ from }, place) => from >= (windows[place - 1]?.from ?? 0))).toBe(true);
  }));
});

test('both ways of failing take turns', () => {
  const modes = planOutages(2_000, 0.3, seededRandom(1)).map(({ mode }) => mode);
  expect(modes.length).toBe(12);
  expect(modes.every((mode, place) => mode !== modes[place + 1])).toBe(true);
});
