import type { OpenChoice } from './find-choices.ts';
import type { Gathered } from './gather.ts';
import type { WorkingLine } from './working-line.ts';

/** Choices that decide about one another, and the lines that they decide about. */
export interface Component {
  /** Their places among all choices */
  readonly places: readonly number[];
  readonly lines: readonly WorkingLine[];
}

/** Divides the choices for lines into parts that have no promotion on units in common; undefined where a promotion on the basket ties all together. */
export function divide(choices: readonly OpenChoice[], units: readonly Gathered[]): Component[] | undefined {
  const linesOf = new Map(units.map(({ promotion, lines }) => [promotion, lines]));
  let parts: { places: number[]; lines: Set<WorkingLine> }[] = [];
  for (const [place, { line, sides }] of choices.entries()) {
    if (line === undefined) continue;
    const own = { places: [place], lines: new Set([line]) };
    for (const promotion of sides.flatMap((side) => [...side])) {
      if (promotion.stage === 'basket') return undefined;
      for (const concerned of linesOf.get(promotion) ?? []) own.lines.add(concerned);
    }
    const met = parts.filter(({ lines }) => [...own.lines].some((concerned) => lines.has(concerned)));
    for (const part of met) {
      own.places.push(...part.places);
      for (const concerned of part.lines) own.lines.add(concerned);
    }
    parts = [...parts.filter((part) => !met.includes(part)), own];
  }
  return parts.map(({ places, lines }) => ({ places: places.toSorted((a, b) => a - b), lines: [...lines].toSorted((a, b) => a.index - b.index) }));
}
