import { describe, expect, it } from 'vitest';
import { runSuites } from './run-suites.ts';
import { readScans, scansBesideProject } from './scans/read-scans.ts';

const scans = readScans(scansBesideProject);

describe.skipIf(scans === undefined)('the vectors and photographs of codes', () => {
  const results = scans === undefined ? [] : runSuites(scans);
  const of = (name: string) => results.find((result) => result.name === name);

  it.each(['GS1 scan data', 'GS1 bracketed', 'GS1 check digits', 'GS1 lints', 'symbologies', 'photographs of no code'])('pass in %s, but for what is refused with a reason', (name) => {
    expect(of(name)?.failed).toEqual([]);
    expect(of(name)?.goal?.met ?? true).toBe(true);
  });

  it('show nine codes of ten', () => {
    const photographs = of('photographs');
    expect((photographs?.passed ?? 0) / (photographs?.cases ?? 1)).toBeGreaterThanOrEqual(0.9);
  });

  it('are refused with one sentence each', () => {
    for (const { reason } of results.flatMap(({ refused }) => refused)) expect(reason).toMatch(/^[A-Z][^\n]{20,}\.$/);
  });

  it('fail as soon as the opposite is expected of them', () => {
    const opposite = runSuites((scans ?? []).filter((scan) => 'scanList' in scan).map((scan) => ({ ...scan, vector: turnedRound(scan.vector) })));
    const judged = opposite.filter(({ name }) => name !== 'GS1 scan data to write');
    expect(judged.length).toBeGreaterThan(4);
    // What was refused for its expectation may pass without it.
    for (const { name, passed } of judged) expect(passed).toBeLessThanOrEqual(of(name)?.refused.length ?? 0);
  });
});

function turnedRound(vector: object): object {
  const { ok, error } = vector as { ok?: boolean; error?: string | null };
  return { ...vector, ok: ok !== true, error: error === null ? 'GS1_LINTER_ANYTHING' : null };
}
