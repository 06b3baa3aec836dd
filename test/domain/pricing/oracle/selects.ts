import type { GoodsSelector } from '../../../../agent/domain/promotions/promotion.ts';
import { unreachable } from '../../../../agent/domain/unreachable.ts';
import type { Line } from './lines.ts';
import { withParents, type World } from './world.ts';

/** `left` is what the asker takes to be left of the line: by it `not-discounted` decides. */
export function selects(selector: GoodsSelector, line: Line, left: number, world: World): boolean {
  const { basket, good } = line;
  const isDelivery = good?.service === 'delivery';
  const categories = good === undefined ? [] : withParents(world.bundle, good.categoryId);
  switch (selector.kind) {
    case 'all': return !isDelivery;
    case 'delivery': return isDelivery;
    case 'sku': return selector.skus.includes(basket.sku);
    case 'category': return selector.categoryIds.some((id) => categories.includes(id));
    case 'brand': return good?.brand !== undefined && selector.brands.includes(good.brand);
    case 'attribute': return Object.entries(good?.attributes ?? {}).some(([name, value]) => name === selector.name && selector.values.includes(value));
    case 'price': return !isDelivery && (selector.fromMinor ?? 0) <= basket.unitPriceMinor && basket.unitPriceMinor <= (selector.toMinor ?? Infinity);
    case 'favourite': return world.favouriteId !== undefined && categories.includes(world.favouriteId);
    case 'not-discounted': return !isDelivery && left === line.gross;
    case 'any': return selector.of.some((part) => selects(part, line, left, world));
    case 'every': return selector.of.every((part) => selects(part, line, left, world));
    case 'except': return selects(selector.from, line, left, world) && !selects(selector.without, line, left, world);
    default: return unreachable(selector);
  }
}
