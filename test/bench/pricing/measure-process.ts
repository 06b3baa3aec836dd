/** One of the processes of the bench: measures what its first argument asks for, and sends it to its parent. */
import { type Cell, cellName, readCells, readContestants } from './cells.ts';
import { checkResults } from './check-results.ts';
import { contestants } from './contestants/all.ts';
import type { ContestantName, Prepared } from './contestants/contestant.ts';
import { loadForBench } from './contestants/engine.ts';
import { type CellMeasure, measureCell } from './measure-cell.ts';
import { loadingTexts, measureExplain, measureJson, measureLoading, measureMemory } from './measure-text.ts';
import { makeBaskets, makeWorkload } from './workload.ts';

export interface Wish {
  /** None where it is empty */
  cells: string;
  contestants: string;
  /** Also what surrounds the arithmetic */
  withText: boolean;
  /** Over so many baskets; 0: not at all */
  memoryBaskets: number;
}

export interface Measured {
  cells: Record<string, Partial<Record<ContestantName, CellMeasure>>>;
  text?: { jsonRatio: Record<string, number>; loading: Record<string, { loadMs: number; parseMs: number }>; explain: { offRatio: number; onRatio: number } };
  memoryBytes?: number;
}

const wish = JSON.parse(process.argv[2] ?? '') as Wish;
const measured: Measured = { cells: {} };
if (wish.withText) measured.text = measureText();
if (wish.memoryBaskets > 0) measured.memoryBytes = measureMemory(loadForBench(makeWorkload(1_000).bundleText), wish.memoryBaskets);
if (wish.cells !== '') await measureCells(readCells(wish.cells), readContestants(wish.contestants));
process.send?.(measured);

async function measureCells(cells: readonly Cell[], names: readonly ContestantName[]): Promise<void> {
  for (const [rules, some] of Map.groupBy(cells, (cell) => cell.rules)) {
    const workload = makeWorkload(rules);
    const prepared: { contestant: (typeof contestants)[number]; prepared: Prepared }[] = [];
    for (const contestant of contestants) if (names.includes(contestant.name)) prepared.push({ contestant, prepared: await contestant.prepare(workload) });
    for (const cell of some) {
      const sales = makeBaskets(cell.lines, cell.lines > 50 ? 200 : 500);
      await checkResults(workload, sales.slice(0, 8), prepared);
      const measures = await measureCell(prepared.map(({ contestant: { name }, prepared: { run } }) => ({ name, run })), sales);
      measured.cells[cellName(cell)] = Object.fromEntries(measures);
    }
  }
}

function measureText(): NonNullable<Measured['text']> {
  const compiled = loadForBench(makeWorkload(1_000).bundleText);
  const explain = measureExplain(compiled);
  const texts = loadingTexts(10_000);
  return {
    explain,
    jsonRatio: Object.fromEntries([10, 50, 200].map((lines) => [String(lines), measureJson(compiled, lines)])),
    loading: { bundle: measureLoading(texts.bundle), promotions: measureLoading(texts.promotions) },
  };
}
