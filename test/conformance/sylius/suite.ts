import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { priceCase } from '../shop.ts';
import { NotExpressible, outcomeOf, type Suite } from '../suite.ts';
import { readSyliusCase, type SyliusCase } from './case.ts';
import { findDifference } from './compare.ts';
import { findOtherShare } from './shares.ts';
import { type SyliusTranslation, translateSylius } from './translate.ts';

/** Promotion scenarios of Sylius: total, discount of each product, delivery and coupons must be the same to the cent. */
export const sylius: Suite = {
  name: 'sylius',
  goal: { passed: 100, of: 104 },
  recognises: (value) => 'cart' in value,
  titleOf: (value) => {
    const { feature, scenario } = value as { feature?: unknown; scenario?: unknown };
    return `${String(feature)} > ${String(scenario)}`;
  },
  check: (value) => outcomeOf(() => {
    const read = readSyliusCase(value);
    const translation = translateSylius(read);
    const priced = priceCase(translation);
    refuseOtherShares(priced, read, translation);
    return findDifference(priced, read, translation.productOf);
  }),
};

/** Where shares of single goods are asked for. Everybody pays the same, whoever gets the cent. */
function refuseOtherShares(priced: PricedSale, read: SyliusCase, { bundle, cart }: SyliusTranslation): void {
  if (read.expect.lineDiscount === undefined) return;
  const ofOrder = new Set(bundle.promotions.flatMap(({ id, goods, reward }) => (goods.kind === 'all' && (reward.kind === 'basket-percent' || reward.kind === 'basket-amount') ? [id] : [])));
  if (findOtherShare(priced, (id) => ofOrder.has(id), cart, read) !== undefined) {
    throw new NotExpressible('Sylius gives the cents that are left of a discount of the whole order to the first goods; here those with the largest remainders get them.');
  }
}
