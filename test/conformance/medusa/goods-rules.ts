import type { GoodsSelector } from '../../../agent/domain/promotions/promotion.ts';
import type { NameBook } from '../name-book.ts';
import { NotExpressible } from '../suite.ts';
import type { Cart, Thing } from './cart.ts';
import type { MedusaRule } from './case.ts';
import { comparisonOf, numberFits, pathOf, textsAt, valueAt } from './rules.ts';

/** What one line sums up to is no fact of its goods. */
const ofOneLine = new Set(['subtotal', 'quantity', 'total', 'original_total', 'item_total', 'original_subtotal', 'tax_total']);

/** Rules on goods as a selector among `goods`: everything, or all deliveries. */
export function selectorOf(rules: readonly MedusaRule[], goods: GoodsSelector, cart: Cart, names: NameBook): GoodsSelector {
  return rules.reduce<GoodsSelector>((from, rule) => narrowed(from, rule, cart, names), goods);
}

function narrowed(from: GoodsSelector, rule: MedusaRule, { things, scale }: Cart, names: NameBook): GoodsSelector {
  const comparison = comparisonOf(rule);
  const path = pathOf(rule);
  if (comparison.by === 'values') {
    const named: GoodsSelector = withAny(path, comparison.values, names);
    if (comparison.operator === 'ne') return { kind: 'except', from, without: named };
    const chosen: GoodsSelector = { kind: 'every', of: [from, named] };
    if (comparison.operator === 'in') return chosen;
    // Of several values each must be one of those that are named.
    const others = [...new Set(things.flatMap(({ source }) => textsAt(source, path)).flatMap(({ texts, isList }) => (isList ? texts : [])))].filter((text) => !comparison.values.includes(text));
    return others.length === 0 ? chosen : { kind: 'except', from: chosen, without: withAny(path, others, names) };
  }
  if (ofOneLine.has(path)) throw new NotExpressible(`Its rule on "${rule.attribute}" looks at how much of a good one line holds; here goods are chosen by what they are, whatever lines they stand in.`);
  const { operator, bound } = comparison;
  if (path === 'unit_price') {
    refuseOtherPrices(things);
    const minor = scale.toMinor(bound);
    // All prices are whole numbers, so above and below are the next ones.
    const range: GoodsSelector = operator === 'gt' || operator === 'gte' ? { kind: 'price', fromMinor: operator === 'gt' ? minor + 1 : minor } : { kind: 'price', toMinor: Math.max(0, operator === 'lt' ? minor - 1 : minor) };
    if (operator === 'lt' && minor === 0) throw new NotExpressible('It asks for goods that cost less than nothing.');
    return { kind: 'every', of: [from, range] };
  }
  return { kind: 'every', of: [from, { kind: 'attribute', name: bandOf(path, comparison, names), values: ['yes'] }] };
}

function withAny(path: string, values: readonly string[], names: NameBook): GoodsSelector {
  return { kind: 'any', of: values.map((value) => ({ kind: 'attribute', name: attributeOf(path, value, names), values: ['yes'] })) };
}

function refuseOtherPrices(things: readonly Thing[]): void {
  const differs = things.some(({ kind, subtotal, units, source }) => kind === 'item' && Math.abs(Number(valueAt(source, 'unit_price')) * units - subtotal) > 1e-6);
  if (differs) throw new NotExpressible('Its rule asks for the price of a unit, and the line costs something else.');
}

/** The attributes that rules ask for: one for every value that a good has at a path, and one for every band that a number of it lies in. */
export function attributesOf({ kind, source }: Thing, rules: readonly MedusaRule[], names: NameBook): Record<string, string> {
  return Object.fromEntries(rules.flatMap((rule): [string, string][] => {
    const comparison = comparisonOf(rule);
    const path = pathOf(rule);
    if (comparison.by === 'values') return textsAt(source, path).texts.map((text) => [attributeOf(path, text, names), 'yes']);
    const isOfOthers = rule.attribute.startsWith(kind === 'item' ? 'shipping_methods.' : 'items.');
    if (isOfOthers || ofOneLine.has(path) || path === 'unit_price') return [];
    return numberFits(path, valueAt(source, path), comparison) ? [[bandOf(path, comparison, names), 'yes']] : [];
  }));
}

function attributeOf(path: string, value: string, names: NameBook): string {
  return names.idOf(`${path}: ${value}`);
}

/** A number of a good (its weight) is an attribute by what it is compared with: heavy or not. */
function bandOf(path: string, { operator, bound }: { operator: string; bound: number }, names: NameBook): string {
  return names.idOf(`${path} ${operator} ${bound}`);
}
