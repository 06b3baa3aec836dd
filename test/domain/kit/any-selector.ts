import fc from 'fast-check';
import type { GoodsSelector } from '../../../agent/domain/promotions/promotion.ts';
import { smallSkus } from './small-shop.ts';

/** Every kind of selector, mostly such that the promotions of one sale meet on the same goods. `scale` is that of the prices. */
export function anySelector(scale: number): fc.Arbitrary<GoodsSelector> {
  const price = fc.option(fc.nat({ max: 30 }).map((amount) => amount * scale), { nil: undefined });
  const simple: fc.Arbitrary<GoodsSelector> = fc.oneof(
    { weight: 6, arbitrary: fc.constant<GoodsSelector>({ kind: 'all' }) },
    { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...smallSkus), { minLength: 1, maxLength: 3 }).map((skus): GoodsSelector => ({ kind: 'sku', skus })) },
    { weight: 2, arbitrary: fc.subarray(['food', 'dairy', 'bakery', 'alcohol', 'other'], { minLength: 1 }).map((categoryIds): GoodsSelector => ({ kind: 'category', categoryIds })) },
    fc.subarray(['Lug', 'Alatau'], { minLength: 1 }).map((brands): GoodsSelector => ({ kind: 'brand', brands })),
    fc.subarray(['winter', 'summer'], { minLength: 1 }).map((values): GoodsSelector => ({ kind: 'attribute', name: 'season', values })),
    fc.tuple(price, price).map(([fromMinor, toMinor]): GoodsSelector => ({ kind: 'price', ...(fromMinor === undefined ? {} : { fromMinor }), ...(toMinor === undefined ? {} : { toMinor: (fromMinor ?? 0) + toMinor }) })),
    fc.constantFrom<GoodsSelector[]>({ kind: 'favourite' }, { kind: 'not-discounted' }, { kind: 'not-discounted' }, { kind: 'delivery' }),
  );
  const several = fc.array(simple, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 5, arbitrary: simple },
    several.map((of): GoodsSelector => ({ kind: 'any', of })),
    several.map((of): GoodsSelector => ({ kind: 'every', of })),
    fc.tuple(simple, simple).map(([from, without]): GoodsSelector => ({ kind: 'except', from, without })),
    fc.tuple(simple, several).map(([from, of]): GoodsSelector => ({ kind: 'except', from, without: { kind: 'any', of } })),
  );
}
