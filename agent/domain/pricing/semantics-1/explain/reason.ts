import type { ReasonKey, reasonValues } from '../../reasons.ts';
import type { Reason, ReasonValue } from '../../trace.ts';
import type { WorkingLine } from '../working-line.ts';

type ValuesOf<Key extends ReasonKey> = Record<(typeof reasonValues)[Key][number], ReasonValue>;

/** A reason with exactly the values that its key has. */
export function reason<Key extends ReasonKey>(key: Key, values: ValuesOf<Key>, of?: Reason[]): Reason {
  return { key: `trace.${key}`, ...(Object.keys(values).length === 0 ? {} : { values }), ...(of === undefined ? {} : { of }) };
}

/** The same, true of these lines only. */
export function onLines(given: Reason, lines: readonly WorkingLine[]): Reason {
  return { ...given, lineIds: idsOf(lines) };
}

export function idsOf(lines: readonly WorkingLine[]): string[] {
  return lines.map(({ line }) => line.lineId);
}
