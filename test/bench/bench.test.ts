import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atMost } from './bench-result.ts';
import { demoSales } from './demo-sales.ts';
import { median, quantile } from './quantile.ts';
import { sampleSales } from './sample-sale.ts';

function bench(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [fileURLToPath(new URL('bench.ts', import.meta.url)), ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('the bench', () => {
  it('describes itself', async () => {
    const { code, stdout } = await bench(['--help']);
    expect(code).toBe(0);
    for (const name of ['journal-commit', 'outage-latency', 'start-to-ready']) expect(stdout).toContain(`  ${name}: `);
  });

  it.each([
    ['a name that it does not know', ['speed'], 'there is no bench "speed"'],
    ['an option that it does not know', ['--fast'], "Unknown option '--fast'"],
  ])('takes %s for wrong use', async (_, args, sentence) => {
    const { code, stdout, stderr } = await bench(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  it('misses a goal by the smallest excess', () => {
    expect(atMost('x', 1.5, 1.5)).toEqual({ name: 'x', goal: '≤ 1.5', value: 1.5, ok: true });
    expect(atMost('x', 1.500_000_1, 1.5).ok).toBe(false);
    expect(atMost('x', Number.NaN, 1.5).ok).toBe(false);
  });

  it.each([
    [[5], 0.95, 5],
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.5, 2],
    [Array.from({ length: 100 }, (_, index) => 100 - index), 0.95, 95],
    [[1, 2, 3], 1, 3],
    [[1, 2, 3], 0, 1],
  ])('finds in %j the value of rank %d', (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it('has no quantile of nothing', () => {
    expect(() => median([])).toThrow('a quantile of nothing');
  });

  it('sells goods of the demo shop, mostly to customers, the same in every run', () => {
    const [one, two] = [demoSales(), demoSales()];
    const sales = Array.from({ length: 40 }, () => JSON.parse(one().put) as { lines: unknown[]; customer?: unknown });
    expect(sales.filter((sale) => sale.customer !== undefined)).toHaveLength(30);
    expect(new Set(sales.map((sale) => sale.lines.length)).size).toBe(12);
    expect(JSON.parse(two().put)).toEqual(sales[0]);
  });

  it('journals a sale with a discount and points, under a new id each time', () => {
    const next = sampleSales();
    const [first, second] = [next(), next()];
    expect(first.draft.opId).not.toBe(second.draft.opId);
    expect(first.record.priced).toMatchObject({ discountMinor: expect.any(Number) as number, lines: { length: 12 } });
    expect(first.record.priced.discountMinor).toBeGreaterThan(0);
    expect(first.record.priced.pointsEarned).toBeGreaterThan(0);
  });
});
