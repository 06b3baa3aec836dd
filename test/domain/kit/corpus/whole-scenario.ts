import type { Bundle } from '../../../../agent/domain/bundle/bundle.ts';
import type { PricingInput } from '../../../../agent/domain/pricing/price.ts';
import { goodsAndDelivery } from '../after-discounts.ts';
import { exampleBundle } from '../shop.ts';
import { Draw } from './draw.ts';
import { drawSelector } from './draw-conditions.ts';
import { drawInput } from './draw-input.ts';
import { drawPromotion } from './draw-promotions.ts';

/** Scenario `seed` over the whole vocabulary, the same for ever: the second corpus of semantics 1. What these cost is pinned, so nothing in this folder may change. */
export function wholeScenario(seed: number): { bundle: Bundle; input: PricingInput } {
  const draw = new Draw(seed);
  return { bundle: drawBundle(draw), input: drawInput(draw) };
}

function drawBundle(draw: Draw): Bundle {
  const mode = (): Bundle['groups'][number]['mode'] => draw.pick(['stack', 'first', 'best']);
  return exampleBundle({
    goods: goodsAndDelivery,
    stores: [{ id: 'centre', name: { ru: 'Центр' }, region: 'almaty' }, { id: 'north', name: { ru: 'Север' }, region: 'astana' }],
    groups: ['one', 'two', 'three'].map((id) => ({ id, mode: mode(), ...(draw.oneIn(4) ? { on: draw.pick(['line', 'receipt']) } : {}) })),
    ...(draw.oneIn(3) ? { exclusions: [{ groupIds: draw.pick([['one', 'two'], ['three', 'one']]), on: draw.pick(['line', 'receipt']), resolve: draw.pick(['first', 'best']) }] } : {}),
    promotions: draw.list(2, 9, (index) => drawPromotion(draw, index)),
    coupons: [{ id: 'ten', name: { ru: 'Десять' }, codes: ['TEN'] }, { id: 'series', name: { ru: 'Серия' }, series: { prefix: '77', length: 6 } }],
    flags: [{ id: 'pilot', on: [{ tillIds: ['till-1'], agentFrom: '1.4.0' }, { regions: ['astana'] }] }],
    externalProgrammes: [{ id: 'bonus', name: { ru: 'Бонус' }, customerPromotions: 'keep' }, { id: 'bank', name: { ru: 'Банк' }, customerPromotions: 'drop' }],
    caps: { maxLineDiscountBasisPoints: draw.pick([10_000, 10_000, 5000]), maxReceiptDiscountBasisPoints: draw.pick([10_000, 10_000, 5000, 1111]) },
    points: { scale: 0, valueMinor: draw.pick([1, 10, 100]) },
    redemption: {
      ...exampleBundle().redemption,
      maxShareBasisPoints: draw.pick([10_000, 5000, 3000]),
      stepPoints: draw.pick([1, 1, 5]),
      ...(draw.oneIn(4) ? { goods: drawSelector(draw) } : {}),
      ...(draw.oneIn(4) ? { minMoneyMinor: draw.below(2000) } : {}),
      ...(draw.oneIn(4) ? { as: draw.pick(['discount', 'tender']) } : {}),
      ...(draw.oneIn(4) ? { earnsOnPointsPaid: true } : {}),
    },
  });
}
