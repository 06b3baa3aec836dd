import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { atLeast, atMost, judgedAt } from './bench-result.ts';
import { loadBarely } from './cache/bare-cache.ts';
import { loadSnapshot, openBenchCache } from './cache/bench-cache.ts';
import { benchAccount, benchCard, writeSnapshotOfCards } from './cache/snapshot-of-cards.ts';
import { demoSales } from './demo-sales.ts';
import { linesOfTable } from './lines-of-table.ts';
import { cellName, readCells, readContestants } from './pricing/cells.ts';
import { checkResults } from './pricing/check-results.ts';
import { engine } from './pricing/contestants/engine.ts';
import { floor } from './pricing/contestants/floor.ts';
import { goalsOf } from './pricing/goals.ts';
import { makeBaskets, makeWorkload } from './pricing/workload.ts';
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
    for (const name of ['cache', 'journal-commit', 'journal-peers', 'journal-queue', 'outage-latency', 'page', 'pricing', 'start-to-ready', 'sync-drain', 'sync-growth', 'sync-hold', 'sync-tills']) expect(stdout).toContain(`  ${name}: `);
  });

  it('prints rows as a table with its columns under one another', () => {
    expect(linesOfTable([{ tills: 100, p99Ms: 8.25 }, { tills: 1_000, p99Ms: 12 }])).toEqual(['tills  p99Ms', '  100   8.25', ' 1000     12']);
    expect(linesOfTable([])).toEqual([]);
  });

  it.each([
    ['a name that it does not know', ['speed'], 'there is no bench "speed"'],
    ['a number of operations that is none', ['--operations', 'many'], 'a count is a whole number above 0'],
    ['an option that it does not know', ['--fast'], "unknown option '--fast'"],
    ['a number of cards that is none', ['cache', '--cards', 'many'], 'It must be a whole number from 1000'],
  ])('takes %s for wrong use', async (_, args, sentence) => {
    const { code, stdout, stderr } = await bench(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    const asJson = await bench([...args, '--json']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ ok: false, code: 'wrong-use', detail: expect.stringContaining(sentence) as string });
  });

  it('judges a goal at the size at which it is stated, and says of a smaller run that it does not', () => {
    const told: string[] = [];
    const judge = (size: number) => judgedAt({ size: 1_000, of: 'tills' }, size, [atMost('push, p99 in ms', 70, 50)], (line) => told.push(line));
    expect([judge(999), judge(1_000)]).toEqual([[], [atMost('push, p99 in ms', 70, 50)]]);
    expect(told).toEqual(['not judged below 1000 tills (--full): push, p99 in ms: 70 (goal ≤ 50)']);
  });

  it('misses a goal by the smallest excess', () => {
    expect(atMost('x', 1.5, 1.5)).toEqual({ name: 'x', goal: '≤ 1.5', value: 1.5, ok: true });
    expect(atMost('x', 1.500_000_1, 1.5).ok).toBe(false);
    expect(atMost('x', Number.NaN, 1.5).ok).toBe(false);
    expect(atLeast('x', 20, 20)).toEqual({ name: 'x', goal: '≥ 20', value: 20, ok: true });
    expect(atLeast('x', 19.999_999, 20).ok).toBe(false);
    expect(atLeast('x', Number.NaN, 20).ok).toBe(false);
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

describe('the cache bench', () => {
  it('holds what is measured against a bare load of the same rows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'till-bench-cache-'));
    const store = openBenchCache(folder);
    try {
      const snapshotPath = join(folder, 'snapshot');
      await writeSnapshotOfCards(snapshotPath, 2_500);
      await loadSnapshot(store, snapshotPath);
      await loadBarely(snapshotPath, join(folder, 'bare.db'));
      expect(store.cache.findByCard(benchCard(2_499))?.account).toEqual(benchAccount(2_499));
      const rowsOf = (name: string): unknown[] => {
        const db = new Database(join(folder, name), { readonly: true });
        const rows = db.prepare('SELECT number, account_id, doc FROM card JOIN account USING (account_row) ORDER BY number').all();
        db.close();
        return rows;
      };
      expect(rowsOf('bare.db')).toHaveLength(2_500);
      expect(rowsOf('bare.db')).toEqual(rowsOf('cache-1.db'));
    } finally {
      store.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the pricing bench', () => {
  it.each([
    [10, 10, 100],
    [100, 10, 100],
    [1_000, 1, 100],
    [1_000, 50, 30],
  ])('prices %d promotions and baskets of %d lines as the reference does, with the engine and with the floor', async (rules, lines, baskets) => {
    const workload = makeWorkload(rules);
    const prepared = await Promise.all([engine, floor].map(async (contestant) => ({ contestant, prepared: await contestant.prepare(workload) })));
    await expect(checkResults(workload, makeBaskets(lines, baskets), prepared)).resolves.toBeUndefined();
  });

  it('does not let a contestant pass that says something else', async () => {
    const workload = makeWorkload(100);
    const { run } = await floor.prepare(workload);
    const generous = { contestant: floor, prepared: { run, result: () => ({ totalMinor: 0, points: 0, applied: [] }) } };
    await expect(checkResults(workload, makeBaskets(10, 1), [generous])).rejects.toThrow('floor says {"totalMinor":0');
  });

  it('has rules of the stated mix, of which one in five excludes others', () => {
    const { rules } = makeWorkload(1_000);
    const share = (isOne: (rule: (typeof rules)[number]) => boolean): number => rules.filter(isOne).length;
    expect(share(({ group }) => group === 'prices')).toBe(100);
    expect(share(({ group }) => group === 'buy-get')).toBe(100);
    expect(share(({ group }) => group === 'basket')).toBe(20);
    expect(share(({ group }) => group === 'multipliers')).toBe(50);
    expect(share(({ goods, group }) => goods.kind === 'category' && group !== 'multipliers')).toBe(100);
    expect(share(({ goods, group }) => goods.kind === 'brand' && group !== 'multipliers')).toBe(80);
    expect(Math.abs(share(({ group }) => group.startsWith('exclusive')) - 200)).toBeLessThan(30);
    expect(Math.abs(share(({ hours }) => hours !== undefined) - 300)).toBeLessThan(30);
    expect(Math.abs(share(({ weekdays }) => weekdays !== undefined) - 200)).toBeLessThan(30);
  });

  it('reads cells and contestants by name, and says which there are', () => {
    expect(readCells('50x1000,10x10').map(cellName)).toEqual(['10x10', '50x1000']);
    expect(readContestants('engine,floor')).toEqual(['floor', 'engine']);
    expect(() => readCells('10x11')).toThrow('there is no cell "10x11"');
    expect(() => readContestants('abacus')).toThrow('there is no contestant "abacus"');
  });

  it('takes ratios within a process and the median of them, and says which goals it did not measure', () => {
    const cell = (engineUs: number, floorUs: number) => ({ engine: measure(engineUs), floor: measure(floorUs) });
    const measure = (p50Us: number) => ({ p50Us, p99Us: p50Us * 2, samples: 1, gcShare: 0 });
    const { goals, notMeasured } = goalsOf([{ cells: { '10x10': cell(8, 2) } }, { cells: { '10x10': cell(9, 1) } }, { cells: { '10x10': cell(6, 2), '1x10': cell(50, 1) } }]);
    expect(goals).toEqual([
      { name: 'times the floor, the worst cell from 10 lines up (10x10)', goal: '≤ 5', value: 4, ok: true },
      { name: 'p99 to p50, the worst cell (1x10)', goal: '≤ 4', value: 2, ok: true },
    ]);
    expect(notMeasured).toContain('times as fast as medusa, 50x1000');
    expect(notMeasured).toHaveLength(13);
  });
});
