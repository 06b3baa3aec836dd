import type { CompiledBundle } from '../../../bundle/compiled.ts';
import type { GoodsSelector, Off } from '../../../promotions/promotion.ts';
import type { Localized } from '../../../scalars.ts';
import type { Reason } from '../../trace.ts';
import { reason } from './reason.ts';
import { unreachable } from '../../../unreachable.ts';

/** Of more names only these are said, and how many others there are. */
const maxNames = 5;

/** Which goods are meant, as far as a few names can say it. */
export function describeGoods(selector: GoodsSelector, compiled: CompiledBundle): Reason {
  if (selector.kind === 'all') return reason('goods.all', {});
  if (selector.kind === 'favourite') return reason('goods.favourite', {});
  if (selector.kind === 'delivery') return reason('goods.delivery', {});
  if (selector.kind === 'not-discounted') return reason('goods.not-discounted', {});
  if (selector.kind === 'price') return describePrice(selector);
  const names = namesOf(selector, compiled);
  if (names === undefined) return reason('goods.selected', {});
  return names.length > maxNames ? reason('goods.some', { goods: names.slice(0, maxNames), others: names.length - maxNames }) : reason('goods.named', { goods: names });
}

/** The same where some of them are still to be taken. */
export function describeWanted(selector: GoodsSelector, compiled: CompiledBundle): Reason {
  return selector.kind === 'all' ? reason('goods.any', {}) : describeGoods(selector, compiled);
}

function describePrice({ fromMinor, toMinor }: Extract<GoodsSelector, { kind: 'price' }>): Reason {
  if (fromMinor === undefined) return toMinor === undefined ? reason('goods.selected', {}) : reason('goods.price-to', { toMinor });
  return toMinor === undefined ? reason('goods.price-from', { fromMinor }) : reason('goods.price-range', { fromMinor, toMinor });
}

/** Undefined where the goods are known by something else than names. */
function namesOf(selector: GoodsSelector, compiled: CompiledBundle): (Localized | string)[] | undefined {
  switch (selector.kind) {
    case 'sku':
      return selector.skus.map((sku) => compiled.goods.get(sku)?.good.name ?? sku);
    case 'category':
      return selector.categoryIds.map((id) => compiled.bundle.categories.find((category) => category.id === id)?.name ?? id);
    case 'brand':
      return selector.brands;
    case 'attribute':
      return selector.values;
    case 'any': {
      const parts = selector.of.map((part) => namesOf(part, compiled));
      return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    case 'all':
    case 'price':
    case 'favourite':
    case 'not-discounted':
    case 'delivery':
    case 'every':
    case 'except':
      return undefined;
    default:
      return unreachable(selector);
  }
}

export function describeOff(off: Off): Reason {
  switch (off.kind) {
    case 'percent':
      return reason('off.percent', { offBasisPoints: off.basisPoints });
    case 'amount':
      return reason('off.amount', { offMinor: off.amountMinor });
    case 'price':
      return reason('off.price', { priceMinor: off.priceMinor });
    default:
      return unreachable(off);
  }
}
