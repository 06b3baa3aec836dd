import type { OpenChoice } from './find-choices.ts';
import type { Gathered } from './gather.ts';
import type { WorkingLine } from './working-line.ts';

/** Choices that decide about one another, and the lines that they decide about. */
export interface Component {
  /** Their places among all choices */
  readonly places: readonly number[];
  readonly lines: readonly WorkingLine[];
  /** Promotions on units that concern these lines and no others, in the order of application */
  readonly units: readonly Gathered[];
}

/** Divides the choices for lines into parts that have no promotion on units in common; undefined where a promotion on the basket ties all together. */
export function divide(choices: readonly OpenChoice[], units: readonly Gathered[]): Component[] | undefined {
  const linesOf = new Map(units.map(({ promotion, lines }) => [promotion, lines]));
  const partOf = new Map<WorkingLine, Part>();
  for (const [place, { line, sides }] of choices.entries()) {
    if (line === undefined) continue;
    const part = join([line], partOf);
    part.places.push(place);
    for (const side of sides) {
      for (const promotion of side) {
        if (promotion.stage === 'basket') return undefined;
        const concerned = linesOf.get(promotion);
        if (concerned !== undefined) join([line, ...concerned], partOf);
      }
    }
  }
  const parts = [...new Set(partOf.values())];
  for (const gathered of units) placeUnits(gathered, partOf);
  return parts.map(({ places, lines, units: own }) => ({ places: places.toSorted((a, b) => a - b), lines: lines.toSorted((a, b) => a.index - b.index), units: own }));
}

interface Part {
  readonly places: number[];
  readonly lines: WorkingLine[];
  readonly units: Gathered[];
}

/** Makes one part of all that these lines belong to. */
function join(lines: readonly WorkingLine[], partOf: Map<WorkingLine, Part>): Part {
  const [first, ...others] = lines;
  let part = first === undefined ? undefined : partOf.get(first);
  if (part === undefined) {
    part = { places: [], lines: [], units: [] };
    if (first !== undefined) adopt(first, part, partOf);
  }
  for (const line of others) {
    const other = partOf.get(line);
    if (other === part) continue;
    if (other === undefined) {
      adopt(line, part, partOf);
    } else {
      part.places.push(...other.places);
      for (const moved of other.lines) adopt(moved, part, partOf);
    }
  }
  return part;
}

function adopt(line: WorkingLine, part: Part, partOf: Map<WorkingLine, Part>): void {
  part.lines.push(line);
  partOf.set(line, part);
}

function placeUnits(gathered: Gathered, partOf: ReadonlyMap<WorkingLine, Part>): void {
  const [first] = gathered.lines;
  const part = first === undefined ? undefined : partOf.get(first);
  if (part !== undefined && gathered.lines.every((line) => partOf.get(line) === part)) part.units.push(gathered);
}
