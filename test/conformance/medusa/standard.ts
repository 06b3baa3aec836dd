import type { GoodsSelector } from '../../../agent/domain/promotions/promotion.ts';
import type { NameBook } from '../name-book.ts';
import { NotExpressible } from '../suite.ts';
import { type Cart, selected, skuOf, type Thing, unitPrice } from './cart.ts';
import type { MedusaMethod, MedusaPromotion } from './case.ts';
import { selectorOf } from './goods-rules.ts';
import { largestCount, offOf, type Part, type Plan } from './part.ts';

/** A promotion that takes something off items, deliveries or the whole order. */
export function planStandard({ application_method: method }: MedusaPromotion, cart: Cart, names: NameBook): Plan {
  const rules = method.target_rules ?? [];
  const kind = method.target_type === 'shipping_methods' ? 'shipping' : 'item';
  const discounts = selected(cart, kind, rules);
  const plan = { discounts, needs: [], isOneStep: discounts.length <= 1 };
  const goods = selectorOf(rules, allOf(method.target_type), cart, names);
  // The whole order is discounted across its items unless something else is said.
  const allocation = method.allocation ?? (method.target_type === 'order' ? 'across' : '');
  switch (allocation) {
    case 'each':
      return { ...plan, parts: [each(method, kind, goods, cart)], stage: 'line', most: mostOfEach(method, discounts) };
    case 'once':
      return { ...plan, parts: [once(method, notFree(goods, cart), cart)], stage: 'units', most: mostOfEach(method, discounts) };
    case 'across':
      return { ...plan, ...across(method, goods, cart, discounts) };
    default:
      throw new NotExpressible(`It allocates its discount by "${allocation}", which has no translation.`);
  }
}

/** What costs nothing is no unit there where units are counted. */
function notFree(from: GoodsSelector, { things }: Cart): GoodsSelector {
  const skus = things.flatMap(({ subtotal }, place) => (subtotal === 0 ? [skuOf(place)] : []));
  return skus.length === 0 ? from : { kind: 'except', from, without: { kind: 'sku', skus } };
}

function allOf(target: string): GoodsSelector {
  if (target === 'shipping_methods') return { kind: 'delivery' };
  if (target === 'items' || target === 'order') return { kind: 'all' };
  throw new NotExpressible(`It discounts "${target}", which has no translation.`);
}

/** On each line by itself; of an item so many units, one if nothing is said. */
function each(method: MedusaMethod, kind: Thing['kind'], goods: GoodsSelector, cart: Cart): Part {
  const off = offOf(method, cart);
  const limits = kind === 'shipping' ? {} : { limits: { unitsPerLine: unitsOf(method.max_quantity ?? 1) } };
  return { goods, reward: off.kind === 'percent' ? { kind: 'goods-percent', basisPoints: off.basisPoints } : { kind: 'goods-amount', amountMinor: off.amountMinor }, ...limits };
}

/** On so many units of all lines together, the cheapest first. */
function once(method: MedusaMethod, goods: GoodsSelector, cart: Cart): Part {
  return { goods, reward: { kind: 'some-units', count: unitsOf(method.max_quantity ?? 0), off: offOf(method, cart), pick: 'cheapest' } };
}

/** On all lines together, in proportion. A percentage of all is that percentage of each. */
function across(method: MedusaMethod, goods: GoodsSelector, cart: Cart, discounts: readonly Thing[]): Pick<Plan, 'parts' | 'stage' | 'most'> {
  const { max_quantity: most = null, value } = method;
  if (most !== null && discounts.some(({ units }) => units > most)) throw new NotExpressible('It discounts all goods together and yet only so many units of each line.');
  const sum = discounts.reduce((total, { subtotal }) => total + subtotal, 0);
  const off = offOf(method, cart);
  return off.kind === 'percent'
    ? { parts: [{ goods, reward: { kind: 'goods-percent', basisPoints: off.basisPoints } }], stage: 'line', most: (sum * value) / 100 }
    : { parts: [{ goods, reward: { kind: 'basket-amount', amountMinor: off.amountMinor } }], stage: 'basket', most: Math.min(sum, value) };
}

function mostOfEach({ type, value, max_quantity: max }: MedusaMethod, discounts: readonly Thing[]): number {
  return discounts.reduce((most, thing) => {
    const units = thing.kind === 'shipping' ? 1 : Math.min(thing.units, max ?? 1);
    const worth = unitPrice(thing) * units;
    return most + (type === 'percentage' ? (worth * value) / 100 : Math.min(value * units, worth));
  }, 0);
}

function unitsOf(count: number): number {
  if (count < 1) throw new NotExpressible('It discounts no unit at all.');
  return Math.min(count, largestCount);
}
