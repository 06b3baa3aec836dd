import type { Condition, GoodsSelector } from '../../../../agent/domain/promotions/promotion.ts';
import type { Draw } from './draw.ts';

export const corpusSkus = ['milk', 'milk', 'bread', 'bread', 'cheese', 'vodka', 'tobacco', 'gift', 'courier', 'new-good'] as const;

export function drawSelector(draw: Draw, depth = 0): GoodsSelector {
  const inner = (): GoodsSelector => drawSelector(draw, depth + 1);
  return draw.pick<() => GoodsSelector>([
    () => ({ kind: 'all' }),
    () => ({ kind: 'all' }),
    () => ({ kind: 'sku', skus: [draw.pick(corpusSkus), draw.pick(corpusSkus)] }),
    () => ({ kind: 'category', categoryIds: [draw.pick(['food', 'dairy', 'bakery', 'other'])] }),
    () => ({ kind: 'brand', brands: [draw.pick(['Lug', 'Alatau'])] }),
    () => ({ kind: 'attribute', name: 'season', values: [draw.pick(['winter', 'summer'])] }),
    () => ({ kind: 'price', fromMinor: draw.below(300), toMinor: 300 + draw.below(1000) }),
    () => ({ kind: 'favourite' }),
    () => ({ kind: 'not-discounted' }),
    () => ({ kind: 'any', of: depth > 0 ? [{ kind: 'delivery' }] : [inner(), { kind: 'delivery' }] }),
    () => ({ kind: 'every', of: depth > 0 ? [{ kind: 'all' }] : [inner(), inner()] }),
    () => (depth > 0 ? { kind: 'delivery' } : { kind: 'except', from: { kind: 'all' }, without: inner() }),
  ])();
}

/** Half of all promotions ask for nothing. */
export function drawCondition(draw: Draw, depth = 0): Condition {
  if (depth === 0 && draw.oneIn(2)) return { kind: 'all', of: [] };
  const inner = (): Condition => (depth > 1 ? { kind: 'card' } : drawCondition(draw, depth + 1));
  return draw.pick<() => Condition>([
    () => ({ kind: 'all', of: [inner(), inner()] }),
    () => ({ kind: 'any', of: [inner(), inner()] }),
    () => ({ kind: 'not', of: inner() }),
    () => ({ kind: 'period', from: '2026-11-01', to: draw.pick(['2026-11-21', '2026-11-22']) }),
    () => ({ kind: 'weekdays', days: [draw.pick([1, 7])] }),
    () => ({ kind: 'hours', fromMinute: draw.pick([600, 1320]), toMinute: draw.pick([360, 1440]) }),
    () => ({ kind: 'region', regions: [draw.pick(['almaty', 'astana'])] }),
    () => ({ kind: 'store', storeIds: [draw.pick(['centre', 'north'])] }),
    () => ({ kind: 'till', tillIds: ['till-1'] }),
    () => ({ kind: 'channel', channels: [draw.pick(['till', 'web'])] }),
    () => ({ kind: 'flag', flagId: 'pilot' }),
    () => ({ kind: 'card' }),
    () => ({ kind: 'card-scheme', schemeIds: ['plastic'] }),
    () => ({ kind: 'tier', tiers: [draw.pick(['base', 'gold'])] }),
    () => ({ kind: 'segment', segments: ['new'] }),
    () => ({ kind: 'tenure', fromMonths: draw.pick([6, 12]) }),
    () => ({ kind: 'birthday', daysBefore: draw.below(4), daysAfter: 1 }),
    () => ({ kind: 'purchase', from: 1 + draw.below(2), every: 1 + draw.below(3) }),
    () => ({ kind: 'favourite' }),
    () => ({ kind: 'personal-offer', offerId: 'spring' }),
    () => ({ kind: 'basket-sum', goods: drawSelector(draw), of: draw.pick(['gross', 'net']), minMinor: draw.below(3000) }),
    () => ({ kind: 'quantity', goods: drawSelector(draw), minMilli: 1 + draw.below(4000) }),
    () => ({ kind: 'distinct', goods: drawSelector(draw), min: draw.below(3), max: 3 }),
    () => ({ kind: 'coupon', couponIds: [draw.pick(['ten', 'series'])] }),
    () => ({ kind: 'coupon', couponIds: ['ten'] }),
    () => ({ kind: 'payment', methods: ['card'] }),
    () => ({ kind: 'external', programmeIds: ['bonus'] }),
  ])();
}
