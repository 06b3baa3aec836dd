/** One of the processes of the bench: measures what its first argument asks for, and sends it to its parent. */
import { readCells, readContestants } from './cells.ts';
import { checkResults } from './check-results.ts';
import { contestants } from './contestants/all.ts';
import type { ContestantName, Prepared } from './contestants/contestant.ts';
import { loadForBench } from './contestants/engine.ts';
import { type CellMeasure, measureCell } from './measure-cell.ts';
import { loadingTexts, measureExplain, measureJson, measureLoading, measureMemory } from './measure-text.ts';
import { makeBaskets, makeWorkload } from './workload.ts';

export interface Wish {
  cell: string | undefined;
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
if (wish.cell !== undefined) await measureIn(wish.cell, readContestants(wish.contestants));
process.send?.(measured);

async function measureIn(name: string, names: readonly ContestantName[]): Promise<void> {
  const [cell] = readCells(name);
  if (cell === undefined) throw new RangeError(`there is no cell ${name}`);
  const { lines, rules } = cell;
  const workload = makeWorkload(rules);
  const prepared: { contestant: (typeof contestants)[number]; prepared: Prepared }[] = [];
  for (const contestant of contestants) if (names.includes(contestant.name)) prepared.push({ contestant, prepared: await contestant.prepare(workload) });
  const sales = makeBaskets(lines, lines > 50 ? 200 : 500);
  await checkResults(workload, sales.slice(0, 8), prepared);
  const measures = await measureCell(prepared.map(({ contestant, prepared: { run } }) => ({ name: contestant.name, run })), sales);
  measured.cells[name] = Object.fromEntries(measures);
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
