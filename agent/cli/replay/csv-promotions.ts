import type { Condition, GoodsSelector, Promotion, PromotionGroup, Reward } from '../../domain/promotions/promotion.ts';
import { named, type CsvGoods } from './csv-goods.ts';

export const csvGroups: PromotionGroup[] = [
  { id: 'shelf', mode: 'best' },
  { id: 'basket', mode: 'best' },
  { id: 'accrual', mode: 'first' },
  { id: 'multiplier', mode: 'best' },
  { id: 'extra-points', mode: 'stack' },
  { id: 'messages', mode: 'stack' },
];

/** So many of the most bought goods have a card price. */
const cardPriceGoods = 20;
const card: Condition = { kind: 'card' };
const everything: GoodsSelector = { kind: 'all' };

/** Promotions that real receipts of this shop hit, whatever the day and hour. */
export function csvPromotions(goods: CsvGoods): Promotion[] {
  const band = (id: Parameters<CsvGoods['bandCategories']>[0]): GoodsSelector => ({ kind: 'category', categoryIds: goods.bandCategories(id) });
  const from = (goodsSelector: GoodsSelector, minMinor: number): Condition => ({ kind: 'basket-sum', goods: goodsSelector, minMinor });
  const promotion = (id: string, groupId: string, priority: number, when: Condition, what: GoodsSelector, reward: Reward): Promotion => ({ id, name: named(id), groupId, priority, when, goods: what, reward });

  const popular = goods.popular.slice(0, cardPriceGoods).flatMap((sku) => {
    const good = goods.goods[sku];
    return good === undefined ? [] : [{ sku, priceMinor: Math.floor((good.priceMinor * 9) / 10) }];
  });
  return [
    ...popular.map(({ sku, priceMinor }) => promotion(`card-price-${sku}`, 'shelf', 10, card, { kind: 'sku', skus: [sku] }, { kind: 'goods-price', priceMinor })),
    promotion('high-10-percent', 'shelf', 20, card, band('high'), { kind: 'goods-percent', basisPoints: 1_000 }),
    promotion('dozen-mid', 'shelf', 30, { kind: 'quantity', goods: band('mid'), minMilli: 12_000 }, band('mid'), { kind: 'goods-amount', amountMinor: 10 }),
    promotion('hundred-low', 'shelf', 40, { kind: 'quantity', goods: band('low'), minMilli: 100_000 }, band('low'), { kind: 'goods-percent', basisPoints: 700 }),
    promotion('gold-5-percent', 'basket', 10, { kind: 'tier', tiers: ['gold'] }, everything, { kind: 'basket-percent', basisPoints: 500 }),
    promotion('from-300-3-percent', 'basket', 20, { kind: 'all', of: [card, from(everything, 30_000)] }, everything, { kind: 'basket-percent', basisPoints: 300 }),
    promotion('from-100-minus-5', 'basket', 30, from(everything, 10_000), { kind: 'except', from: everything, without: band('low') }, { kind: 'basket-amount', amountMinor: 500 }),
    promotion('points-gold', 'accrual', 10, { kind: 'tier', tiers: ['gold'] }, everything, { kind: 'points-percent', basisPoints: 500 }),
    promotion('points-all', 'accrual', 20, card, everything, { kind: 'points-percent', basisPoints: 200 }),
    promotion('favourite-x3', 'multiplier', 10, card, { kind: 'favourite' }, { kind: 'points-multiplier', factorBasisPoints: 30_000 }),
    promotion('from-50-plus-100', 'extra-points', 10, { kind: 'all', of: [card, from(everything, 5_000)] }, everything, { kind: 'points-fixed', points: 100, pendingDays: 14 }),
    promotion('offer-card', 'messages', 10, { kind: 'not', of: card }, everything, { kind: 'message', to: 'cashier', text: named('Offer a card') }),
  ];
}
