import { allocate } from '../../money/allocate.ts';
import { compareLines, type WorkingLine } from './working-line.ts';

/** `allocate` over lines, `weights` going with `lines`: equal remainders go by the order of lines that does not depend on scanning. */
export function splitOverLines(total: number, lines: readonly WorkingLine[], weights: readonly number[]): number[] {
  return allocate(total, weights, (a, b) => compareLines(lineAt(lines, a), lineAt(lines, b)));
}

function lineAt(lines: readonly WorkingLine[], index: number): WorkingLine {
  const line = lines[index];
  if (line === undefined) throw new RangeError(`there is no line ${index} among ${lines.length}`);
  return line;
}
