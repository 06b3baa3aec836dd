import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { scenario } from '../kit/scenarios.ts';
import { exampleHash } from '../kit/shop.ts';

const scenarios = 1000;

function priceScenario(seed: number): PricedSale {
  const { bundle, input } = scenario(seed);
  const loaded = loadBundle(JSON.stringify(bundle), exampleHash);
  if (!loaded.ok) throw new Error(`scenario ${seed}: ${loaded.invalid.path} ${loaded.invalid.detail}`);
  return price(loaded.compiled, input);
}

test('semantics 1 prices its corpus for ever as on its first day: a change here is a new semantics', () => {
  const digest = createHash('sha256');
  for (let seed = 0; seed < scenarios; seed += 1) digest.update(canonicalJson(priceScenario(seed)));
  expect(digest.digest('hex')).toBe('db2ed2b95ea2fd79842edfcabb082326e505f5a28f2ae3d1e1b4bd7627e486cb');
});

test('the corpus reaches every stage', () => {
  const priced = Array.from({ length: scenarios }, (_, seed) => ({ sale: priceScenario(seed), promotions: scenario(seed).bundle.promotions }));
  const kinds = new Set(priced.flatMap(({ sale, promotions }) => {
    const given = new Set([...sale.promotions, ...sale.messages].map(({ promotionId }) => promotionId));
    return promotions.filter(({ id }) => given.has(id)).map(({ reward }) => reward.kind);
  }));
  expect([...kinds].sort()).toEqual(['basket-amount', 'basket-percent', 'goods-amount', 'goods-percent', 'goods-price', 'message', 'points-fixed', 'points-multiplier', 'points-percent']);
  expect(new Set(priced.map(({ sale }) => sale.redeemable.limitedBy))).toEqual(new Set(['share', 'balance', 'card-state', 'no-customer', 'goods']));
  expect(priced.filter(({ sale }) => sale.pointsSpent > 0).length).toBeGreaterThan(100);
});
