import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { compiledFrom } from '../kit/compiled-from.ts';
import { crowdedScenario } from '../kit/corpus/crowded-scenario.ts';

const scenarios = 4000;

test('semantics 1 combines the promotions of its crowded corpus for ever as on its first day, and compares the same ways: a change here is a new semantics', () => {
  const digest = createHash('sha256');
  let exactOfManyLines = 0;
  for (let seed = 0; seed < scenarios; seed += 1) {
    const { bundle, input } = crowdedScenario(seed);
    // All ways of many lines together are too many: an exact search compared them apart.
    const hasManyLines = input.basket.lines.length > 3;
    const { trace, ...sale } = price(compiledFrom(bundle), hasManyLines ? { ...input, explain: true } : input);
    if (trace?.exact === true) exactOfManyLines += 1;
    digest.update(canonicalJson({ ...sale, exact: trace?.exact ?? null }));
  }
  expect(exactOfManyLines).toBe(371);
  expect(digest.digest('hex')).toBe('4cec519fe47210ccb3482fe90b06d4e584b6c8a777d7b236fa03e99ac5eb61f7');
});
