import { NotExpressible, outcomeOf, type Suite, type SuiteGoal } from '../suite.ts';
import type { ScanVector } from './read-scans.ts';

interface ScanSuiteParts<V> {
  name: string;
  list: string;
  /** Of the list, the vectors of this suite; all, if nothing is said */
  takes?: (vector: V) => boolean;
  goal?: SuiteGoal;
  title: (vector: V) => string;
  /** What differs from the expectation; undefined where nothing does */
  difference: (vector: V) => string | undefined;
}

/** A suite over one list of the vectors. */
export function scanSuite<V>({ name, list, takes = () => true, goal, title, difference }: ScanSuiteParts<V>): Suite {
  return {
    name,
    ...(goal === undefined ? {} : { goal }),
    recognises: (value) => {
      const { scanList, vector } = value as Partial<ScanVector>;
      return scanList === list && takes(vector as V);
    },
    titleOf: (value) => title((value as ScanVector).vector as V),
    check: (value) => outcomeOf(() => {
      const { vector, isContradicted } = value as ScanVector;
      if (isContradicted) throw new NotExpressible('The list expects several things of the same input: what told them apart was lost.');
      return difference(vector as V);
    }),
  };
}

/** @param ok what was found, @param expected what the vector says */
export function verdictDifference(ok: boolean, expected: boolean, why = 'it is in order'): string | undefined {
  return ok === expected ? undefined : expected ? `refused: ${why}` : 'accepted, though it must be refused';
}
