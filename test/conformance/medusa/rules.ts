import type { Condition, GoodsSelector } from '../../../agent/domain/promotions/promotion.ts';
import type { NameBook } from '../name-book.ts';
import { NotExpressible } from '../suite.ts';
import type { MedusaRule } from './case.ts';

/** The value at a dotted path; undefined where there is none. Of a list the values of its members. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at.map((member) => valueAt(member, key));
    return typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  }, value);
}

/** A rule on an item or on a delivery looks at it, whichever way its path begins. */
export function pathOf({ attribute }: MedusaRule): string {
  return attribute.replace(/^(items|shipping_methods)\./, '');
}

/** The value as a text; undefined where there is none. Lists have no translation. */
export function textAt(value: unknown, path: string): string | undefined {
  const found = valueAt(value, path);
  if (found === undefined || found === null) return undefined;
  if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') return String(found);
  throw new NotExpressible(`Its rule on "${path}" looks at a list of values and asks that each of them fits; here one of them is enough.`);
}

/** Does the thing fit all rules? Asked only to see which promotions meet on it. */
export function fits(rules: readonly MedusaRule[], thing: unknown): boolean {
  return rules.every((rule) => {
    const text = textAt(thing, pathOf(rule));
    return isExclusion(rule) ? text === undefined || !rule.values.includes(text) : text !== undefined && rule.values.includes(text);
  });
}

/** Rules on goods as a selector among `goods`: everything, or all deliveries. */
export function selectorOf(rules: readonly MedusaRule[], goods: GoodsSelector, names: NameBook): GoodsSelector {
  return rules.reduce<GoodsSelector>((from, rule) => {
    const named: GoodsSelector = { kind: 'attribute', name: names.idOf(pathOf(rule)), values: valuesOf(rule) };
    return isExclusion(rule) ? { kind: 'except', from, without: named } : { kind: 'every', of: [from, named] };
  }, goods);
}

/** Rules on the sale as conditions: on its region, its channel and its customer, whose attributes are segments. */
export function conditionOf(rule: MedusaRule, names: NameBook): Condition {
  const condition = namedBy(rule, names);
  return isExclusion(rule) ? { kind: 'not', of: condition } : condition;
}

function namedBy(rule: MedusaRule, names: NameBook): Condition {
  const { attribute } = rule;
  if (attribute === 'region_id') return { kind: 'region', regions: valuesOf(rule).map((value) => names.idOf(value)) };
  if (attribute === 'sales_channel_id') return { kind: 'channel', channels: valuesOf(rule).map((value) => names.idOf(value)) };
  if (attribute.startsWith('customer.')) return { kind: 'segment', segments: valuesOf(rule).map((value) => segmentOf(attribute, value, names)) };
  if (attribute.startsWith('items.')) throw new NotExpressible(`Its rule on "${attribute}" asks that every single line fits; a condition here is on the basket, and goods are chosen by promotion.`);
  throw new NotExpressible(`Its rule asks for "${attribute}", which a till does not know of a sale.`);
}

export function segmentOf(attribute: string, value: string, names: NameBook): string {
  return names.idOf(`${attribute}: ${value}`);
}

function valuesOf({ attribute, values }: MedusaRule): string[] {
  if (values.length === 0) throw new NotExpressible(`Its rule on "${attribute}" compares with nothing.`);
  return values;
}

function isExclusion({ attribute, operator }: MedusaRule): boolean {
  if (operator === 'ne') return true;
  if (operator === 'eq' || operator === 'in') return false;
  throw new NotExpressible(`Its rule compares "${attribute}" by "${operator}", which has no translation.`);
}
