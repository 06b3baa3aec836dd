import type { Bundle, Good } from '../../../agent/domain/bundle/bundle.ts';
import { exampleBundle, exampleGoods } from './shop.ts';

/** The example shop with something for every selector, flag, coupon and programme to ask for. Prices are small numbers times `scale`, so that few numbers collide often. */
export function smallShop(scale: number): Bundle {
  return exampleBundle({
    stores: [{ id: 'centre', name: { ru: 'Центр' }, region: 'almaty' }, { id: 'north', name: { ru: 'Север' }, region: 'astana' }],
    goods: {
      milk: { ...goodOf('milk'), attributes: { season: 'winter' } },
      bread: { ...goodOf('bread'), attributes: { season: 'summer' } },
      cheese: goodOf('cheese'),
      vodka: { ...goodOf('vodka'), minPriceMinor: 12 * scale },
      tobacco: goodOf('tobacco'),
      gift: goodOf('gift'),
      courier: { name: { ru: 'Доставка' }, categoryId: 'other', service: 'delivery', unit: 'piece', priceMinor: 300, barcodes: [] },
    },
    coupons: [
      { id: 'ten', name: { ru: 'Десять' }, codes: ['TEN', 'BOTH'], once: true },
      { id: 'series', name: { ru: 'Серия' }, codes: ['BOTH'], series: { prefix: '77', length: 6 } },
    ],
    flags: [
      { id: 'new-prices', on: [{ regions: ['almaty'], agentFrom: '1.4.0' }, { tillIds: ['till-1'], agentBelow: '1.0.0' }] },
      { id: 'nowhere', on: [] },
    ],
    externalProgrammes: [
      { id: 'spasibo', name: { ru: 'Спасибо' }, customerPromotions: 'keep' },
      { id: 'bonus', name: { ru: 'Бонус' }, customerPromotions: 'drop' },
    ],
  });
}

/** Often the same few goods, sometimes one with a rule of its own. */
export const smallSkus = ['milk', 'milk', 'milk', 'bread', 'bread', 'cheese', 'cheese', 'vodka', 'tobacco', 'gift', 'courier', 'new-good'] as const;

function goodOf(sku: string): Good {
  const good = exampleGoods[sku];
  if (good === undefined) throw new Error(`no good "${sku}"`);
  return good;
}
