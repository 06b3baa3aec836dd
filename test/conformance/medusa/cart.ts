import type { Good } from '../../../agent/domain/bundle/bundle.ts';
import type { BasketLine } from '../../../agent/domain/basket/basket.ts';
import type { NameBook } from '../name-book.ts';
import { goodOf, refuseTooMany } from '../shop.ts';
import { NotExpressible } from '../suite.ts';
import type { MedusaCase, MedusaItem, MedusaRule, MedusaShippingMethod } from './case.ts';
import { attributesOf } from './goods-rules.ts';
import { fits } from './rules.ts';
import { Scale } from './scale.ts';

/** An item of the cart, or a delivery of it. */
export interface Thing {
  kind: 'item' | 'shipping';
  id: string;
  units: number;
  subtotal: number;
  isDiscountable: boolean;
  source: MedusaItem | MedusaShippingMethod;
}

export interface Cart {
  things: readonly Thing[];
  scale: Scale;
}

export function readCart({ context }: MedusaCase): Cart {
  const items = (context.items ?? []).map((source): Thing => ({
    kind: 'item', id: source.id, units: source.quantity, subtotal: source.subtotal, isDiscountable: source.is_discountable !== false, source,
  }));
  const methods = (context.shipping_methods ?? []).map((source): Thing => ({ kind: 'shipping', id: source.id, units: 1, subtotal: source.subtotal, isDiscountable: true, source }));
  const things = [...items, ...methods];
  if (new Set(things.map(({ kind, id }) => `${kind} ${id}`)).size < things.length) throw new NotExpressible('Two of its lines have the same id.');
  return { things, scale: new Scale(things.map(({ subtotal, units }) => ({ subtotal, quantity: units }))) };
}

/** What the rules select of the cart; goods that take no discount are never among them. */
export function selected(cart: Cart, kind: Thing['kind'], rules: readonly MedusaRule[]): Thing[] {
  return cart.things.filter((thing) => thing.kind === kind && thing.isDiscountable && thing.subtotal > 0 && fits(rules, thing.source));
}

export function unitPrice({ subtotal, units }: Thing): number {
  return subtotal / units;
}

/** Goods of their own for every line, with the attributes that rules ask for. */
export function goodsOf({ things }: Cart, rules: readonly MedusaRule[], names: NameBook): Record<string, Good> {
  return Object.fromEntries(things.map((thing, place) => {
    const service = thing.kind === 'shipping' ? { service: 'delivery' as const } : {};
    return [skuOf(place), goodOf(thing.id, attributesOf(thing, rules, names), { ...service, ...(thing.isDiscountable ? {} : { noDiscount: true as const }) })];
  }));
}

/** Among equal prices ours go by sku. Medusa takes the later item first where it sorts for buying and getting, else the earlier. */
export function basketLines({ things, scale }: Cart, laterFirst: boolean, isSplit: (thing: Thing) => boolean): { lines: BasketLine[]; thingOf: Map<string, Thing> } {
  refuseTooMany(things.reduce((sum, thing) => (isSplit(thing) ? sum + thing.units : sum), 0));
  const thingOf = new Map<string, Thing>();
  const lines = things.flatMap((thing, place): BasketLine[] => {
    const order = String(laterFirst ? things.length - place : place).padStart(4, '0');
    const parts = isSplit(thing) ? Array.from({ length: thing.units }, (_, unit) => `${order}.${String(unit).padStart(6, '0')}`) : [order];
    for (const lineId of parts) thingOf.set(lineId, thing);
    const quantityMilli = (thing.units / parts.length) * 1000;
    const unitPriceMinor = scale.toMinor(thing.subtotal) / thing.units;
    return parts.map((lineId) => ({ lineId, sku: skuOf(place), quantityMilli, unitPriceMinor }));
  });
  return { lines, thingOf };
}

/** Every line is a good of its own. */
export function skuOf(place: number): string {
  return `line-${place}`;
}
