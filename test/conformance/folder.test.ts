import { describe, expect, it } from 'vitest';
import { casesBesideProject } from './command.ts';
import { readCases } from './read-cases.ts';
import { runSuites } from './run-suites.ts';

const cases = readCases(casesBesideProject);

describe.skipIf(cases === undefined)("the peers' own cases", () => {
  const results = cases === undefined ? [] : runSuites(cases);

  it.each(['sylius', 'medusa', 'allocation'])('meet the goal of %s, and nothing that can be said in our words fails', (name) => {
    const result = results.find((one) => one.name === name);
    expect(result?.goal?.met ?? true).toBe(true);
    expect(result?.failed ?? []).toEqual([]);
  });

  it('are refused with one sentence each', () => {
    for (const { reason } of results.flatMap(({ refused }) => refused)) expect(reason).toMatch(/^[A-Z][^\n]{20,}\.$/);
  });

  it('fail as soon as anything else is expected of them', () => {
    const changed = runSuites((cases ?? []).map(withOtherNumbers));
    const expressible = changed.reduce((sum, one) => sum + one.expressible, 0);
    expect(expressible).toBe(results.reduce((sum, one) => sum + one.expressible, 0));
    // What expects that nothing happens has no number to change.
    const withoutNumbers = (cases ?? []).filter((value) => JSON.stringify(withOtherNumbers(value)) === JSON.stringify(value)).length;
    expect(changed.reduce((sum, one) => sum + one.passed, 0)).toBeLessThanOrEqual(withoutNumbers);
  });
});

/** The case with every number that it expects raised by one. */
function withOtherNumbers(value: unknown): unknown {
  const { expect: expected, expected: parts, ...rest } = value as Record<string, unknown>;
  return { ...rest, ...(expected === undefined ? {} : { expect: raised(expected) }), ...(parts === undefined ? {} : { expected: raised(parts) }) };
}

function raised(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (Array.isArray(value)) return value.map(raised);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, raised(member)])) : value;
}
