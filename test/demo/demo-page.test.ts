/** The page about the demo shop is true: every promotion stands there, and what it says one gets is what the engine gives. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBundle } from '../../agent/domain/bundle/load.ts';
import { price } from '../../agent/domain/pricing/price.ts';
import { givenBy, inputOf, readTryOuts } from './read-demo-page.ts';

const loaded = loadBundle(readFileSync(join(import.meta.dirname, '..', '..', 'resources', 'demo', 'bundle.json'), 'utf8'), '0'.repeat(64));
if (!loaded.ok) throw new Error(loaded.invalid.detail);
const { compiled } = loaded;
const tryOuts = readTryOuts();

test('every promotion of the shop stands on the page once, by its English name, in the order of the bundle', () => {
  expect(tryOuts.map(({ promotionId, name }) => [promotionId, name])).toEqual(compiled.bundle.promotions.map(({ id, name }) => [id, name.en]));
});

test.each(tryOuts)('$promotionId gives $gives', ({ promotionId, command, gives }) => {
  const input = inputOf(command, compiled.bundle.timeZone);
  for (const { sku, unitPriceMinor } of input.basket.lines) expect([sku, unitPriceMinor]).toEqual([sku, compiled.bundle.goods[sku]?.priceMinor]);
  expect(givenBy(promotionId, price(compiled, input))).toBe(gives);
});
