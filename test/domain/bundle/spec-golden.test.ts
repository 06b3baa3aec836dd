import { describe, expect, test } from 'vitest';
import type { Bundle, GoldenReceipt } from '../../../agent/domain/bundle/bundle.ts';
import { replayGoldenReceipts } from '../../../agent/domain/bundle/golden.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import { exampleHash } from '../kit/shop.ts';
import { specJson, specTable } from '../kit/spec-table.ts';

const { bundle } = specJson('A whole example') as { bundle: Bundle };
const receipt = specJson('R-41') as GoldenReceipt;

describe('R-41 a bundle proves itself by receipts whose result is known', () => {
  test.each(specTable('R-41'))('$changeOfTheReceipt: $whatIsWrong', ({ changeOfTheReceipt = '', whatIsWrong = '' }) => {
    const changed = merged(receipt, JSON.parse(changeOfTheReceipt) as Members);
    const told = problemsOf({ ...bundle, goldenReceipts: [changed] });
    expect(told.map((problem) => (problem.startsWith(whatIsWrong) ? whatIsWrong : problem))).toEqual(whatIsWrong === '' ? [] : [whatIsWrong]);
  });
});

type Members = Record<string, unknown>;

/** The members of the change instead of those of the receipt, those of `expected` each by itself; null takes one away. */
function merged(whole: object, change: Members): Members {
  const { expected } = change;
  const inside = typeof expected === 'object' && expected !== null && 'expected' in whole ? { expected: merged(whole.expected as object, expected as Members) } : {};
  return Object.fromEntries(Object.entries({ ...whole, ...change, ...inside }).filter(([, value]) => value !== null));
}

function problemsOf(document: object): string[] {
  const loaded = loadBundle(JSON.stringify(document), exampleHash);
  if (!loaded.ok) return [`${loaded.invalid.path} ${loaded.invalid.detail}`];
  return replayGoldenReceipts(loaded.compiled).map(({ name, detail }) => `${name}: ${detail}`);
}
