import { CliFailure } from '../../../agent/cli/cli-failure.ts';
import { contestantNames, type ContestantName } from './contestants/contestant.ts';

/** Lines of the basket × active promotions. */
export interface Cell {
  lines: number;
  rules: number;
}

export const lineCounts = [1, 10, 50, 200] as const;
const ruleCounts = [10, 100, 1_000, 10_000] as const;

/** By rules first: a contestant learns the rules once for all its cells. */
export const allCells: readonly Cell[] = ruleCounts.flatMap((rules) => lineCounts.map((lines) => ({ lines, rules })));

export function cellName({ lines, rules }: Cell): string {
  return `${lines}x${rules}`;
}

/** `10x1000,50x1000`: lines × promotions. Throws on anything that is no cell. */
export function readCells(text: string): Cell[] {
  const names = text.split(',');
  const unknown = names.find((name) => !allCells.some((cell) => cellName(cell) === name));
  if (unknown !== undefined) throw new CliFailure('wrong-use', `there is no cell "${unknown}"; there are ${allCells.map(cellName).join(', ')}`);
  return allCells.filter((cell) => names.includes(cellName(cell)));
}

/** `floor,engine`. Throws on anything that is no contestant. */
export function readContestants(text: string): ContestantName[] {
  const names = text.split(',');
  const unknown = names.find((name) => !contestantNames.some((known) => known === name));
  if (unknown !== undefined) throw new CliFailure('wrong-use', `there is no contestant "${unknown}"; there are ${contestantNames.join(', ')}`);
  return contestantNames.filter((name) => names.includes(name));
}
