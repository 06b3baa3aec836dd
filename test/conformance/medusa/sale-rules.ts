import type { Condition, GoodsSelector } from '../../../agent/domain/promotions/promotion.ts';
import type { NameBook } from '../name-book.ts';
import { over } from '../shop.ts';
import { NotExpressible } from '../suite.ts';
import { type Cart, skuOf } from './cart.ts';
import type { MedusaCase, MedusaRule } from './case.ts';
import { selectorOf } from './goods-rules.ts';
import { type Comparison, comparisonOf, numberFits, pathOf, textAt, textsAt, valueAt } from './rules.ts';

/** What rules on the sale look at besides the names that ids stand for. */
interface Sale {
  context: MedusaCase['context'];
  cart: Cart;
  names: NameBook;
}

const always: Condition = { kind: 'all', of: [] };
const all: GoodsSelector = { kind: 'all' };
/** What Medusa calls the sum of a cart's items before anything is taken off; of the cart as a whole, where nothing comes on top */
const sums = new Set(['subtotal', 'item_total', 'item_subtotal', 'original_item_total', 'original_item_subtotal', 'total', 'original_total', 'original_subtotal']);

/** Rules on the sale as conditions: on its region, its channel, its sum, its lines, and its customer, whose attributes are segments. */
export function conditionOf(rule: MedusaRule, sale: Sale): Condition {
  const { attribute } = rule;
  const comparison = comparisonOf(rule);
  if (attribute.startsWith('items.')) return onLines(rule, comparison, sale);
  if (attribute.startsWith('customer.')) return onCustomer(attribute, comparison, sale);
  if (sums.has(attribute)) return onSum(attribute, comparison, sale);
  if (comparison.by === 'number') throw new NotExpressible(`Its rule asks for the number "${attribute}", which a till does not know of a sale.`);
  const { names, context } = sale;
  const ids = comparison.values.map((value) => names.idOf(value));
  const isNot = comparison.operator === 'ne';
  if (attribute === 'region_id') return unless(isNot, { kind: 'region', regions: ids });
  if (attribute === 'sales_channel_id') return unless(isNot, { kind: 'channel', channels: ids });
  // A programme has one currency, so that such a rule holds for all of its sales or for none.
  if (attribute === 'currency_code') return comparison.values.includes(textAt(context, attribute) ?? '') === isNot ? over : always;
  throw new NotExpressible(`Its rule asks for "${attribute}", which a till does not know of a sale.`);
}

function unless(isNot: boolean, condition: Condition): Condition {
  return isNot ? { kind: 'not', of: condition } : condition;
}

/** Of a list of lines `eq` asks that each fits, `in` that one does, `ne` that none does; a number must fit in each. */
function onLines(rule: MedusaRule, comparison: Comparison, sale: Sale): Condition {
  const { cart, names } = sale;
  if (comparison.by === 'number' && /^items\.(subtotal|quantity)$/.test(rule.attribute)) return onEachLine(rule.attribute, comparison, cart);
  const operator = comparison.by === 'values' ? comparison.operator : 'eq';
  if (cart.things.some(({ kind, source }) => kind === 'item' && textsAt(source, pathOf(rule)).isList)) throw new NotExpressible(`Its rule on "${rule.attribute}" looks at the lists of all lines as one list; here a line is chosen or not.`);
  if (operator === 'in') return any(selectorOf([rule], all, cart, names));
  if (operator === 'ne') return { kind: 'not', of: any(selectorOf([{ ...rule, operator: 'in' }], all, cart, names)) };
  return { kind: 'all', of: [any(all), { kind: 'not', of: any({ kind: 'except', from: all, without: selectorOf([rule], all, cart, names) }) }] };
}

function any(goods: GoodsSelector): Condition {
  return { kind: 'quantity', goods, minMilli: 1 };
}

/** Of every good of the shop that is in the basket so much or so many: each line here is a good of its own. */
function onEachLine(attribute: string, comparison: Extract<Comparison, { by: 'number' }>, { things, scale }: Cart): Condition {
  const each = things.flatMap(({ kind }, place): Condition[] => {
    if (kind !== 'item') return [];
    const goods: GoodsSelector = { kind: 'sku', skus: [skuOf(place)] };
    const enough = attribute === 'items.subtotal'
      ? within(comparison, scale.toMinor(comparison.bound), 1, (range) => ({ kind: 'basket-sum', goods, minMinor: range.min, ...(range.max === undefined ? {} : { maxMinor: range.max }) }))
      : within(comparison, comparison.bound * 1000, 1, (range) => ({ kind: 'quantity', goods, minMilli: Math.max(1, range.min), ...(range.max === undefined ? {} : { maxMilli: range.max }) }));
    return [{ kind: 'any', of: [{ kind: 'not', of: any(goods) }, enough] }];
  });
  return { kind: 'all', of: [any(all), ...each] };
}

/** A range of whole numbers that holds those that compare so with the bound; nothing where there are none. */
function within({ operator }: { operator: string }, bound: number, step: number, condition: (range: { min: number; max?: number }) => Condition): Condition {
  if (operator === 'gt') return condition({ min: Math.max(0, Math.floor(bound) + step) });
  if (operator === 'gte') return condition({ min: Math.max(0, Math.ceil(bound)) });
  const max = operator === 'lt' ? Math.ceil(bound) - step : Math.floor(bound);
  return max < 0 ? over : condition({ min: 0, max });
}

/** The sum of the cart, where it is that of its lines. */
function onSum(attribute: string, comparison: Comparison, { context, cart: { things, scale } }: Sale): Condition {
  const told = valueAt(context, attribute);
  const sum = things.reduce((total, { kind, subtotal }) => (kind === 'item' ? total + subtotal : total), 0);
  if (!(Math.abs(Number(told) - sum) <= 1e-6)) throw new NotExpressible(`Its rule asks for "${attribute}", and the call does not say it, or says something else than what the lines cost.`);
  if (comparison.by === 'number') return within(comparison, scale.toMinor(comparison.bound), 1, ({ min, max }) => ({ kind: 'basket-sum', goods: all, minMinor: min, ...(max === undefined ? {} : { maxMinor: max }) }));
  const equal = comparison.values.map((value): Condition => {
    const minor = scale.toMinor(Number(value));
    return { kind: 'basket-sum', goods: all, minMinor: minor, maxMinor: minor };
  });
  return unless(comparison.operator === 'ne', { kind: 'any', of: equal });
}

/** The customer is in the segment of every value that they have, and of every band that a number of theirs lies in. */
function onCustomer(attribute: string, comparison: Comparison, { context, names }: Sale): Condition {
  if (comparison.by === 'number') {
    refuseUntold(attribute, comparison, context);
    return { kind: 'segment', segments: [bandOf(attribute, comparison, names)] };
  }
  const named: Condition = { kind: 'segment', segments: comparison.values.map((value) => segmentOf(attribute, value, names)) };
  if (comparison.operator !== 'eq') return unless(comparison.operator === 'ne', named);
  const others = textsAt(context, attribute).texts.filter((text) => !comparison.values.includes(text));
  return others.length === 0 ? named : { kind: 'all', of: [named, { kind: 'not', of: { kind: 'segment', segments: others.map((text) => segmentOf(attribute, text, names)) } }] };
}

/** A number that the call does not tell is not one that does not fit: Medusa may count it as nothing, so that it is below anything. */
function refuseUntold(attribute: string, comparison: Extract<Comparison, { by: 'number' }>, context: MedusaCase['context']): void {
  numberFits(attribute, valueAt(context, attribute), comparison);
}

/** The segments that the rules of all promotions ask for, as far as the customer of the call is in them. */
export function segmentsOf({ context, promotions }: MedusaCase, names: NameBook): string[] {
  const rules = promotions.flatMap(({ rules: asked = [] }) => asked).filter(({ attribute }) => attribute.startsWith('customer.'));
  return [...new Set(rules.flatMap((rule) => {
    const { attribute } = rule;
    const comparison = comparisonOf(rule);
    if (comparison.by === 'values') return textsAt(context, attribute).texts.map((text) => segmentOf(attribute, text, names));
    return numberFits(attribute, valueAt(context, attribute), comparison) ? [bandOf(attribute, comparison, names)] : [];
  }))];
}

function segmentOf(attribute: string, value: string, names: NameBook): string {
  return names.idOf(`${attribute}: ${value}`);
}

function bandOf(attribute: string, { operator, bound }: { operator: string; bound: number }, names: NameBook): string {
  return names.idOf(`${attribute} ${operator} ${bound}`);
}
