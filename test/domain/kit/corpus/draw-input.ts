import type { BasketLine } from '../../../../agent/domain/basket/basket.ts';
import type { CustomerState } from '../../../../agent/domain/customer/account.ts';
import type { PricingInput } from '../../../../agent/domain/pricing/price.ts';
import { customerWith, timeAt } from '../shop.ts';
import type { Draw } from './draw.ts';
import { corpusSkus } from './draw-conditions.ts';

export function drawInput(draw: Draw): PricingInput {
  const basket: PricingInput['basket'] = {
    lines: draw.list(1, 7, (index) => drawLine(draw, index)),
    ...(draw.oneIn(3) ? { coupons: draw.list(1, 3, () => draw.pick(['TEN', '771234', '771235', 'WHAT'])) } : {}),
    ...(draw.oneIn(3) ? { payment: { method: draw.pick(['card', 'cash']) } } : {}),
    ...(draw.oneIn(6) ? { channel: 'web' } : {}),
    ...(draw.oneIn(12) ? { external: draw.pick(['bonus', 'bank']) } : {}),
  };
  return {
    basket, storeId: draw.pick(['centre', 'centre', 'north']), time: timeAt(),
    ...(draw.oneIn(2) ? { tillId: 'till-1', agentVersion: draw.pick(['1.3.9', '1.4.0']) } : {}),
    ...(draw.oneIn(5) ? {} : { customer: drawCustomer(draw), identifiedBy: draw.pick(['scan', 'scan', 'dynamic-qr', 'typed']) }),
    ...(draw.oneIn(2) ? { redeemPoints: draw.below(40) } : {}),
    ...(draw.oneIn(2) ? { programme: { budgets: ['p0', 'p1', 'p2'].map((promotionId) => ({ promotionId, leftMinor: draw.below(600) })), usedCoupons: draw.list(0, 1, () => '771235') } } : {}),
  };
}

function drawLine(draw: Draw, index: number): BasketLine {
  const sku = draw.pick(corpusSkus);
  const quantityMilli = sku === 'cheese' ? 1 + draw.below(3000) : 1000 * (1 + draw.below(4));
  const unitPriceMinor = draw.oneIn(3) ? 500 : draw.below(1200);
  const line = { lineId: `l${index}`, sku, quantityMilli, unitPriceMinor };
  if (!draw.oneIn(10)) return line;
  const amountMinor = draw.below(Math.floor((unitPriceMinor * quantityMilli) / 1000) + 1);
  return { ...line, ordered: { quantityMilli: draw.oneIn(3) ? 5000 : quantityMilli, unitPriceMinor, discounts: [{ promotionId: draw.pick(['p0', 'elsewhere']), amountMinor }] } };
}

function drawCustomer(draw: Draw): CustomerState {
  return customerWith({
    availablePoints: draw.below(60) - 5,
    tier: draw.pick(['base', 'gold']),
    birthday: draw.pick(['11-22', '11-25', '02-29']),
    segments: [draw.pick(['new', 'old'])],
    joinedOn: draw.pick(['2025-11-22', '2025-11-23', '2026-08-31']),
    purchases: draw.below(6),
    offers: [{ offerId: 'spring', until: draw.pick(['2026-11-21', '2026-11-22']) }],
    favourite: { categoryId: draw.pick(['dairy', 'food']), until: draw.pick(['2026-11-21', '2026-11-22']) },
    usage: [{ promotionId: 'p0', since: draw.pick(['2026-11-22', '2026-11-16', '2026-10-01']), times: draw.below(3) }],
    card: { number: draw.pick(['2900770100017', '290077010001']), state: draw.pick(['active', 'active', 'active', 'issued', 'restricted', 'blocked', 'replaced']) },
    ...(draw.oneIn(2) ? { lots: [{ lotId: 'stays', points: 20 }, { lotId: 'soon', points: 5, expiresOn: draw.pick(['2026-11-21', '2026-12-01']) }] } : {}),
  });
}
