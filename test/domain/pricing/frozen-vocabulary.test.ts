import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkBasket } from '../../../agent/domain/basket/check-basket.ts';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { Reward } from '../../../agent/domain/promotions/promotion.ts';
import { compiledFrom } from '../kit/compiled-from.ts';
import { wholeScenario } from '../kit/corpus/whole-scenario.ts';

const scenarios = 1500;
const priced = Array.from({ length: scenarios }, (_, seed) => {
  const { bundle, input } = wholeScenario(seed);
  const compiled = compiledFrom(bundle);
  const problem = checkBasket(compiled, input.basket);
  if (problem !== undefined) throw new Error(`scenario ${seed}: ${problem.path} ${problem.detail}`);
  return { promotions: bundle.promotions, sale: price(compiled, input) };
});

test('semantics 1 prices its corpus over the whole vocabulary for ever as on its first day: a change here is a new semantics', () => {
  const digest = createHash('sha256');
  for (const { sale } of priced) digest.update(canonicalJson(sale));
  expect(digest.digest('hex')).toBe('ac9ec6b24415add834b570718ae52ba37039ac68eac51606fca74c6002dda9ba');
});

test('the corpus reaches every reward, reason and part of the result', () => {
  const given = priced.flatMap(({ sale, promotions }) => {
    const ids = new Set([...sale.promotions, ...sale.messages, ...(sale.couponsIssued ?? [])].map(({ promotionId }) => promotionId));
    return promotions.filter(({ id }) => ids.has(id)).map(({ reward }) => reward.kind);
  });
  expect(new Set(given)).toEqual(new Set(Reward.anyOf.map((reward) => reward.properties.kind.const)));
  expect(new Set(priced.flatMap(({ sale }) => Object.keys(sale)))).toEqual(new Set([
    'semantics', 'bundle', 'lines', 'grossMinor', 'discountMinor', 'netMinor', 'pointsSpent', 'pointsPaidMinor', 'payableMinor', 'pointsEarned', 'promotions', 'redeemable', 'messages',
    'coupons', 'gifts', 'accruals', 'couponsIssued', 'pointsSpentFrom', 'pointsPaidAs', 'external',
  ]));
  expect(new Set(priced.map(({ sale }) => sale.redeemable.limitedBy))).toEqual(new Set(['no-customer', 'external', 'card-state', 'identification', 'share', 'goods', 'balance', 'min-money']));
  expect(new Set(priced.flatMap(({ sale }) => (sale.coupons ?? []).map(({ status }) => status)))).toEqual(new Set(['applied', 'no-effect', 'unknown', 'used']));
});
