import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packGreedily } from '../../../../agent/domain/pricing/semantics-1/units/pack-greedily.ts';
import { type PackingTask, packSets } from '../../../../agent/domain/pricing/semantics-1/units/pack-sets.ts';

// Worths and prices are small, so that equal savings are common.
const offer = fc.record({ priceMinor: fc.nat({ max: 12 }), parts: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 2 }) });
const supply = fc.record({ units: fc.integer({ min: 1, max: 3 }), worthMinor: fc.nat({ max: 6 }), fitsPart: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }) });
const anyTask: fc.Arbitrary<PackingTask> = fc
  .record({
    offers: fc.array(offer, { minLength: 1, maxLength: 3 }),
    supplies: fc.array(supply, { minLength: 1, maxLength: 5 }).filter((supplies) => supplies.reduce((sum, { units }) => sum + units, 0) <= 7),
    times: fc.oneof(fc.constant(Number.MAX_SAFE_INTEGER), fc.integer({ min: 1, max: 3 })),
  })
  .map(({ offers, supplies, times }) => {
    let parts = 0;
    const numbered = offers.map(({ priceMinor, parts: unitsOfParts }) => ({ priceMinor, units: unitsOfParts.map((units) => ({ part: parts++, units })) }));
    const fits: number[][] = [];
    const sorted = supplies.toSorted((a, b) => b.worthMinor - a.worthMinor).map(({ units, worthMinor, fitsPart }) => {
      const fit = [...fitsPart.keys()].filter((part) => part < parts && fitsPart[part]);
      const known = fits.findIndex((other) => other.join() === fit.join());
      return { units, worthMinor, fit: known >= 0 ? known : fits.push(fit) - 1 };
    });
    return { offers: numbered, parts, supplies: sorted, fits, times };
  });

interface Way {
  readonly counts: readonly number[];
  readonly used: readonly number[];
  readonly savesMinor: number;
}

describe('the packing of sets', () => {
  test('is the best of all ways to put units into parts', () => {
    fc.assert(fc.property(anyTask, (task) => {
      const best = allWays(task).reduce((a, b) => (compareWays(a, b) <= 0 ? a : b));
      const packing = packSets(task);
      expect(packing === undefined).toBe(best.savesMinor === 0);
      expect(packing ?? best).toMatchObject({ counts: best.counts, used: best.used });
    }), { numRuns: 1500 });
  });

  test('beyond the bound takes the set that saves most from what is left, one at a time', () => {
    fc.assert(fc.property(anyTask, (task) => {
      const { counts, stock } = packGreedily(task);
      const expected = oneAtATime(task);
      expect({ counts, used: stock.used() }).toEqual({ counts: expected.counts, used: expected.used });
    }), { numRuns: 600 });
  });

  test('of any size uses units that are there, no more often than it may, and every set saves something on the whole', () => {
    const large = anyTask.chain((task) => fc.array(fc.integer({ min: 1, max: 400 }), { minLength: task.supplies.length, maxLength: task.supplies.length })
      .map((factors) => ({ ...task, supplies: task.supplies.map((supply, index) => ({ ...supply, units: supply.units * (factors[index] ?? 1) })) })));
    fc.assert(fc.property(large, (task) => {
      const packing = packSets(task);
      if (packing === undefined) return;
      const wanted = task.offers.map(({ units }) => units.reduce((sum, part) => sum + part.units, 0));
      expect(packing.used.every((used, index) => used >= 0 && used <= (task.supplies[index]?.units ?? 0))).toBe(true);
      expect(sum(packing.used)).toBe(sum(packing.counts.map((count, index) => count * (wanted[index] ?? 0))));
      expect(sum(packing.counts)).toBeLessThanOrEqual(task.times);
      expect(saving(task, packing.counts, packing.used)).toBeGreaterThan(0);
    }), { numRuns: 200 });
  });
});

/** Every way to put each unit into a part or into none, of which whole sets come out, once for every choice of units. */
function allWays(task: PackingTask): Way[] {
  const units = task.supplies.flatMap(({ units, fit }, index) => Array.from({ length: units }, () => ({ index, parts: task.fits[fit] ?? [] })));
  let states = new Map<string, { filled: readonly number[]; used: readonly number[] }>([['', { filled: Array.from({ length: task.parts }, () => 0), used: task.supplies.map(() => 0) }]]);
  for (const { index, parts } of units) {
    const next = new Map(states);
    for (const { filled, used } of states.values()) {
      for (const part of parts) {
        const state = { filled: addOne(filled, part), used: addOne(used, index) };
        next.set(`${state.filled.join()}/${state.used.join()}`, state);
      }
    }
    states = next;
  }
  const ways: Way[] = [];
  for (const { filled, used } of states.values()) {
    const counts = task.offers.map(({ units }) => (filled[units[0]?.part ?? 0] ?? 0) / (units[0]?.units ?? 1));
    const isWhole = task.offers.every(({ units }, offer) => Number.isInteger(counts[offer]) && units.every(({ part, units }) => filled[part] === units * (counts[offer] ?? 0)));
    if (isWhole && sum(counts) <= task.times) ways.push({ counts, used, savesMinor: saving(task, counts, used) });
  }
  return ways;
}

/** The best single set from the units that are left, again and again. */
function oneAtATime(task: PackingTask): Pick<Way, 'counts' | 'used'> {
  let counts = task.offers.map(() => 0);
  let used = task.supplies.map(() => 0);
  while (sum(counts) < task.times) {
    const supplies = task.supplies.map((supply, index) => ({ ...supply, units: supply.units - (used[index] ?? 0) }));
    const best = allWays({ ...task, supplies, times: 1 }).reduce((a, b) => (compareWays(a, b) <= 0 ? a : b));
    if (best.savesMinor === 0) break;
    counts = counts.map((count, index) => count + (best.counts[index] ?? 0));
    used = used.map((units, index) => units + (best.used[index] ?? 0));
  }
  return { counts, used };
}

/** Most saved, fewest sets, the earlier sets more often, the earlier units. */
function compareWays(a: Way, b: Way): number {
  return b.savesMinor - a.savesMinor || sum(a.counts) - sum(b.counts) || compareLists(b.counts, a.counts) || compareLists(b.used, a.used);
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((number, index) => number !== b[index]);
  return differs < 0 ? 0 : (a[differs] ?? 0) - (b[differs] ?? 0);
}

function saving({ offers, supplies }: PackingTask, counts: readonly number[], used: readonly number[]): number {
  return sum(supplies.map(({ worthMinor }, index) => worthMinor * (used[index] ?? 0))) - sum(offers.map(({ priceMinor }, index) => priceMinor * (counts[index] ?? 0)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function addOne(numbers: readonly number[], index: number): number[] {
  return numbers.with(index, (numbers[index] ?? 0) + 1);
}
