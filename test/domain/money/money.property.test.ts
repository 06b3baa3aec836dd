import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate } from '../../../agent/domain/money/allocate.ts';
import { allocateWithin } from '../../../agent/domain/money/allocate-within.ts';
import { mulDiv, type Rounding } from '../../../agent/domain/money/mul-div.ts';

const runs = { numRuns: 1000 };
const modes: readonly Rounding[] = ['floor', 'half-up'];
const safe = fc.maxSafeInteger();
const weights = fc.array(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 2 ** 40 })), { minLength: 1, maxLength: 30 });
const sumOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);

describe('mulDiv', () => {
  test('is what BigInt computes, or refuses', () => {
    fc.assert(fc.property(safe, safe, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.constantFrom(...modes), (a, b, c, mode) => {
      const expected = Number(reference(BigInt(a), BigInt(b), BigInt(c), mode));
      expect(resultOf(() => mulDiv(a, b, c, mode))).toBe(Number.isSafeInteger(expected) ? expected : 'refused');
    }), runs);
  });

  test('is what BigInt computes on the amounts of a shop', () => {
    fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat({ max: 100_000 }), fc.constantFrom(1, 2, 3, 7, 1000, 10_000), fc.constantFrom(...modes), (a, b, c, mode) => {
      expect(mulDiv(a, b, c, mode)).toBe(Number(reference(BigInt(a), BigInt(b), BigInt(c), mode)));
    }), runs);
  });

  test('is symmetric: a refund rounds like its sale', () => {
    fc.assert(fc.property(fc.nat(), fc.nat({ max: 1e6 }), fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(...modes), (a, b, c, mode) => {
      expect(mulDiv(-a, b, c, mode)).toBe(0 - mulDiv(a, b, c, mode));
    }), runs);
  });
});

describe('allocate', () => {
  test('parts add up to the total, and each lies within 1 of its exact share', () => {
    fc.assert(fc.property(fc.nat({ max: 2 ** 50 }), weights, (total, parts) => {
      fc.pre(sumOf(parts) > 0);
      const shares = allocate(total, parts);
      expect(sumOf(shares)).toBe(total);
      for (const [index, share] of shares.entries()) {
        const floor = Number((BigInt(total) * BigInt(parts[index]!)) / BigInt(sumOf(parts)));
        expect(share).toBeGreaterThanOrEqual(floor);
        expect(share).toBeLessThanOrEqual(parts[index] === 0 ? 0 : floor + 1);
      }
    }), runs);
  });

  test('a larger weight never gets less', () => {
    fc.assert(fc.property(fc.nat({ max: 1e9 }), weights, (total, parts) => {
      fc.pre(sumOf(parts) > 0);
      const shares = allocate(total, parts);
      const byWeight = parts.map((weight, index) => ({ weight, share: shares[index]! })).sort((a, b) => a.weight - b.weight || a.share - b.share);
      expect(byWeight.map(({ share }) => share)).toEqual(shares.toSorted((a, b) => a - b));
    }), runs);
  });

  test('no part is above its weight where the total is not above their sum', () => {
    fc.assert(fc.property(weights, fc.nat({ max: 10_000 }), (parts, share) => {
      fc.pre(sumOf(parts) > 0);
      const total = mulDiv(sumOf(parts), share, 10_000, 'floor');
      for (const [index, part] of allocate(total, parts).entries()) expect(part).toBeLessThanOrEqual(parts[index]!);
    }), runs);
  });

  test('is what sorting by remainder gives', () => {
    fc.assert(fc.property(fc.nat({ max: 2 ** 50 }), weights, (total, parts) => {
      fc.pre(sumOf(parts) > 0);
      expect(allocate(total, parts)).toEqual(bySorting(total, parts));
    }), runs);
  });

  test('with an order of ties, parts follow their weights wherever they stand', () => {
    const many = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(fc.nat({ max: 200 }), many.chain((parts) => fc.tuple(fc.constant(parts), fc.shuffledSubarray([...parts.keys()], { minLength: parts.length }))), (total, [parts, order]) => {
      fc.pre(sumOf(parts) > 0);
      const straight = allocate(total, parts, (a, b) => a - b);
      const shuffled = allocate(total, order.map((index) => parts[index]!), (a, b) => order[a]! - order[b]!);
      expect(shuffled).toEqual(order.map((index) => straight[index]));
    }), runs);
  });

  test('a negative total is split like the positive one', () => {
    fc.assert(fc.property(fc.nat({ max: 1e12 }), weights, (total, parts) => {
      fc.pre(sumOf(parts) > 0);
      expect(allocate(-total, parts)).toEqual(allocate(total, parts).map((part) => 0 - part));
    }), runs);
  });
});

test('allocateWithin: with an order of ties, parts follow their weights wherever they stand', () => {
  const cells = fc.array(fc.record({ weight: fc.nat({ max: 6 }), capacity: fc.nat({ max: 9 }) }), { minLength: 1, maxLength: 20 });
  fc.assert(fc.property(cells.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length }))), fc.nat({ max: 10_000 }), ([all, order], share) => {
    const total = mulDiv(sumOf(all.map(({ capacity }) => capacity)), share, 10_000, 'floor');
    const straight = allocateWithin(total, all.map(({ weight }) => weight), all.map(({ capacity }) => capacity), (a, b) => a - b);
    const shuffled = allocateWithin(total, order.map((index) => all[index]!.weight), order.map((index) => all[index]!.capacity), (a, b) => order[a]! - order[b]!);
    expect(shuffled).toEqual(order.map((index) => straight[index]));
  }), runs);
});

test('allocateWithin: parts add up to the total and stay within their capacities', () => {
  const cell = fc.record({ weight: fc.nat({ max: 1000 }), capacity: fc.nat({ max: 1000 }) });
  fc.assert(fc.property(fc.array(cell, { minLength: 1, maxLength: 30 }), fc.nat({ max: 10_000 }), (cells, share) => {
    const capacities = cells.map(({ capacity }) => capacity);
    const total = mulDiv(sumOf(capacities), share, 10_000, 'floor');
    const parts = allocateWithin(total, cells.map(({ weight }) => weight), capacities);
    expect(sumOf(parts)).toBe(total);
    for (const [index, part] of parts.entries()) {
      expect(part).toBeGreaterThanOrEqual(0);
      expect(part).toBeLessThanOrEqual(capacities[index]!);
    }
  }), runs);
});

function bySorting(total: number, parts: readonly number[]): number[] {
  const sum = BigInt(sumOf(parts));
  const exact = parts.map((weight, index) => ({ index, floor: Number((BigInt(total) * BigInt(weight)) / sum), rest: (BigInt(total) * BigInt(weight)) % sum }));
  const left = total - sumOf(exact.map(({ floor }) => floor));
  const getOne = new Set(exact.toSorted((a, b) => Number(b.rest - a.rest)).slice(0, left).map(({ index }) => index));
  return exact.map(({ index, floor }) => (getOne.has(index) ? floor + 1 : floor));
}

function resultOf(compute: () => number): number | string {
  try {
    return compute();
  } catch (error) {
    return error instanceof RangeError ? 'refused' : String(error);
  }
}

function reference(a: bigint, b: bigint, c: bigint, mode: Rounding): bigint {
  const product = a * b;
  const magnitude = product < 0n ? -product : product;
  const rounded = mode === 'floor' ? magnitude / c : (2n * magnitude + c) / (2n * c);
  return product < 0n ? -rounded : rounded;
}
