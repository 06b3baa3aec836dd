import { allocation } from './allocation/suite.ts';
import { medusa } from './medusa/suite.ts';
import { type Outcome, type Suite, type SuiteGoal, UnreadFile } from './suite.ts';
import { bwippSuite } from './scans/bwipp.ts';
import { gs1Suites } from './scans/gs1.ts';
import { photographSuites } from './scans/photographs.ts';
import { sylius } from './sylius/suite.ts';

const suites: readonly Suite[] = [sylius, medusa, allocation, ...gs1Suites, bwippSuite, ...photographSuites];

/** A case that did not pass, by its title. */
export interface Unpassed {
  case: string;
  reason: string;
}

/** The row of one suite. `expressible` is what was translated: passed and failed, but for files that could not be read. */
export interface SuiteResult {
  name: string;
  cases: number;
  expressible: number;
  passed: number;
  failed: Unpassed[];
  refused: Unpassed[];
  /** Absent where none is stated, or where there are other cases than it was stated for */
  goal?: SuiteGoal & { met: boolean };
  allowsMisses?: true;
}

/** Every case goes to the suite that recognises it; what none recognises is refused under a name of its own. Files that could not be read have failed. */
export function runSuites(cases: readonly unknown[]): SuiteResult[] {
  const found = new Map<Suite | undefined, object[]>();
  const unread: UnreadFile[] = [];
  for (const value of cases) {
    if (value instanceof UnreadFile) {
      unread.push(value);
      continue;
    }
    const readable = typeof value === 'object' && value !== null ? value : {};
    const suite = suites.find((candidate) => candidate.recognises(readable));
    found.set(suite, [...(found.get(suite) ?? []), readable]);
  }
  const results = [...suites, undefined].flatMap((suite) => {
    const values = found.get(suite);
    return values === undefined ? [] : [resultOf(suite, values)];
  });
  return unread.length === 0 ? results : [...results, unreadResult(unread)];
}

/** Did nothing fail that could be passed, and is every goal met? */
export function isOk(results: readonly SuiteResult[]): boolean {
  return results.every(({ failed, goal, allowsMisses }) => (allowsMisses === true || failed.length === 0) && goal?.met !== false);
}

function resultOf(suite: Suite | undefined, values: readonly object[]): SuiteResult {
  const outcomes = values.map((value, index) => ({ title: suite?.titleOf(value) ?? unknownTitle(value, index), outcome: suite?.check(value) ?? unknownForm }));
  const unpassed = (verdict: 'failed' | 'refused'): Unpassed[] =>
    outcomes.flatMap(({ title, outcome }) => (outcome.verdict === verdict ? [{ case: title, reason: outcome.reason }] : []));
  const failed = unpassed('failed');
  const refused = unpassed('refused');
  const expressible = values.length - refused.length;
  const passed = expressible - failed.length;
  const goal = suite?.goal?.of === values.length ? { goal: { ...suite.goal, met: passed >= suite.goal.passed } } : {};
  return { name: suite?.name ?? 'of no known peer', cases: values.length, expressible, passed, failed, refused, ...goal, ...(suite?.allowsMisses === true ? { allowsMisses: true as const } : {}) };
}

/** Each file counts as one case, which nobody could translate. */
function unreadResult(files: readonly UnreadFile[]): SuiteResult {
  return { name: 'could not be read', cases: files.length, expressible: 0, passed: 0, failed: files.map(({ file, reason }) => ({ case: file, reason })), refused: [] };
}

/** By the names that it may have, so that the peer can be told. */
function unknownTitle(value: object, index: number): string {
  const { suite, name, title, test } = value as Record<string, unknown>;
  return [`case ${index + 1}`, ...[suite, name, title, test].filter((one) => typeof one === 'string')].join(', ');
}

const unknownForm: Outcome = { verdict: 'refused', reason: 'It has the form of no peer that is known here.' };
