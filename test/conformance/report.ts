import type { SuiteResult, Unpassed } from './run-suites.ts';

/** A table of the suites, then what failed, then what was refused with each reason once. */
export function reportText(results: readonly SuiteResult[]): string {
  return [...tableOf(results), ...results.flatMap(unpassedOf)].join('\n');
}

function tableOf(results: readonly SuiteResult[]): string[] {
  const head = ['suite', 'cases', 'expressible', 'passed', 'failed', 'refused', 'goal'];
  const rows = results.map(({ name, cases, expressible, passed, failed, refused, goal }) =>
    [name, cases, expressible, passed, failed.length, refused.length, goal === undefined ? '' : `${goal.met ? '✓' : '✗'} ≥ ${goal.passed} of ${goal.of}`].map(String));
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd());
}

function unpassedOf({ name, failed, refused }: SuiteResult): string[] {
  return [...section(`${name}, failed`, failed), ...section(`${name}, refused`, refused)];
}

function section(title: string, unpassed: readonly Unpassed[]): string[] {
  const byReason = Map.groupBy(unpassed, ({ reason }) => reason);
  return byReason.size === 0 ? [] : ['', `${title}:`, ...[...byReason].flatMap(([reason, cases]) => [`  ${cases.length} × ${reason}`, ...cases.map((one) => `      ${one.case}`)])];
}
