/** Every golden receipt, priced by the reference that was written from the rules alone: what the generator took from the engine is what the rules say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';
import { goldenResult } from '../../agent/domain/bundle/golden.ts';
import { pricesByOracle } from '../domain/pricing/oracle/price-by-oracle.ts';

const bundle = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'resources', 'demo', 'bundle.json'), 'utf8')) as Bundle;

test.each(bundle.goldenReceipts)('$name', ({ name: _name, expected, ...input }) => {
  const allowed = pricesByOracle(bundle, '', input).map((sale) => canonicalJson(goldenResult(sale)));
  expect(allowed).toContain(canonicalJson(expected));
});
