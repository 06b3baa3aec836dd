import { atMost, atLeast, type Goal } from '../bench-result.ts';
import { median } from '../quantile.ts';
import { allCells, cellName, lineCounts } from './cells.ts';
import type { ContestantName } from './contestants/contestant.ts';
import type { CellMeasure } from './measure-cell.ts';
import type { Measured } from './measure-process.ts';

/** What issue 3 asks for, and what of it this run did not measure. Ratios are taken within each turn, and their median counts. */
export function goalsOf(runs: readonly Measured[]): { goals: Goal[]; notMeasured: string[] } {
  const goals: Goal[] = [];
  const notMeasured: string[] = [];
  const add = (goal: (value: number) => Goal, value: number | undefined): void => {
    if (value === undefined) notMeasured.push(goal(Number.NaN).name);
    else goals.push(goal(value));
  };
  const engineToFloor = (cell: string) => ratio(runs, cell, 'engine', 'floor');

  const worst = worstCell(allCells.filter(({ lines }) => lines >= 10).map(cellName), engineToFloor);
  add((value) => atMost(`times the floor, the worst cell from 10 lines up${worst === undefined ? '' : ` (${worst.cell})`}`, value, 5), worst?.value);
  const tail = worstCell(allCells.map(cellName), (cell) => medianOf(runs, (run) => quotient(run.cells[cell]?.engine?.p99Us, run.cells[cell]?.engine?.p50Us)));
  add((value) => atMost(`p99 to p50, the worst cell${tail === undefined ? '' : ` (${tail.cell})`}`, value, 4), tail?.value);
  add((value) => atMost('10,000 promotions to 100, 10 lines', value, 8), medianOf(runs, (run) => quotient(run.cells['10x10000']?.engine?.p50Us, run.cells['10x100']?.engine?.p50Us)));
  for (const [peer, cell, times] of peerGoals) add((value) => atLeast(`times as fast as ${peer}, ${cell}`, value, times), ratio(runs, cell, peer, 'engine'));
  for (const lines of lineCounts.slice(1)) {
    add((value) => atMost(`JSON in, JSON out to parse and stringify alone, ${lines} lines × 1,000 promotions`, value, 2.5), medianOf(runs, (run) => run.text?.jsonRatio[String(lines)]));
  }
  for (const what of ['bundle', 'promotions']) {
    add((value) => atMost(`loading 10,000 promotions to JSON.parse, ${what === 'bundle' ? 'with 20,000 goods' : 'without goods'}`, value, 3), medianOf(runs, (run) => quotient(run.text?.loading[what]?.loadMs, run.text?.loading[what]?.parseMs)));
  }
  add((value) => atMost('growth of the heap over 10⁶ baskets, MiB', value, 1), medianOf(runs, (run) => quotient(run.memoryBytes, 2 ** 20)));
  add((value) => atMost('not explaining, after explanations to before', value, 1.1), medianOf(runs, (run) => run.text?.explain.offRatio));
  return { goals, notMeasured };
}

const peerGoals: readonly (readonly [ContestantName, string, number])[] = [
  ['json-rules-engine', '10x1000', 1_000],
  ['json-rules-engine', '200x10000', 250],
  ['zen-engine', '10x1000', 200],
  ['json-logic-engine', '10x1000', 20],
  ['medusa', '50x1000', 500],
];

/** How many times longer `one` takes than `other`, p50 to p50. */
export function ratio(runs: readonly Measured[], cell: string, one: ContestantName, other: ContestantName): number | undefined {
  return medianOf(runs, (run) => quotient(run.cells[cell]?.[one]?.p50Us, run.cells[cell]?.[other]?.p50Us));
}

/** Of the processes that measured it. */
export function medianOf(runs: readonly Measured[], valueOf: (run: Measured) => number | undefined): number | undefined {
  const values = runs.map(valueOf).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : median(values);
}

export function cellOf(runs: readonly Measured[], cell: string, name: ContestantName, field: keyof CellMeasure): number | undefined {
  return medianOf(runs, (run) => run.cells[cell]?.[name]?.[field]);
}

function quotient(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one / other;
}

function worstCell(cells: readonly string[], valueOf: (cell: string) => number | undefined): { cell: string; value: number } | undefined {
  let worst: { cell: string; value: number } | undefined;
  for (const cell of cells) {
    const value = valueOf(cell);
    if (value !== undefined && (worst === undefined || value > worst.value)) worst = { cell, value };
  }
  return worst;
}
