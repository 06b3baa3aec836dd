import { allCells, cellName } from './cells.ts';
import { contestantNames, type ContestantName } from './contestants/contestant.ts';
import { cellOf, ratio } from './goals.ts';
import type { Measured } from './measure-process.ts';

/** Lines of text: what every contestant takes in every cell, and the engine in floors. */
export function tableOf(runs: readonly Measured[]): string[] {
  const cells = allCells.map(cellName).filter((cell) => runs.some((run) => run.cells[cell] !== undefined));
  const names = contestantNames.filter((name) => cells.some((cell) => cellOf(runs, cell, name, 'p50Us') !== undefined));
  if (cells.length === 0) return [];
  const width = 20;
  return [
    'p50 (p99) in µs a basket; lines × promotions; in brackets of the engine also the share of its time that collecting garbage took',
    ['cell'.padEnd(10), ...names.map((name) => name.padStart(width)), 'engine/floor'.padStart(14)].join(''),
    ...cells.map((cell) => [cell.padEnd(10), ...names.map((name) => entryOf(runs, cell, name).padStart(width)), (ratio(runs, cell, 'engine', 'floor')?.toFixed(2) ?? '').padStart(14)].join('')),
  ];
}

function entryOf(runs: readonly Measured[], cell: string, name: ContestantName): string {
  const p50Us = cellOf(runs, cell, name, 'p50Us');
  const p99Us = cellOf(runs, cell, name, 'p99Us');
  const gcShare = cellOf(runs, cell, name, 'gcShare');
  if (p50Us === undefined || p99Us === undefined || gcShare === undefined) return '–';
  return `${short(p50Us)} (${short(p99Us)}${name === 'engine' ? `, ${(gcShare * 100).toFixed(0)} %` : ''})`;
}

function short(us: number): string {
  return us < 10 ? us.toFixed(2) : us < 100 ? us.toFixed(1) : us.toFixed(0);
}
