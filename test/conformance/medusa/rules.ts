import { unreachable } from '../../../agent/domain/unreachable.ts';
import { NotExpressible } from '../suite.ts';
import type { MedusaRule } from './case.ts';

type Scalar = string | number | boolean;

/** The value at a dotted path; undefined where there is none. Of a list the values of its members. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at.map((member) => valueAt(member, key));
    return typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  }, value);
}

/** A rule on an item or on a delivery looks at it, whichever way its path begins. */
export function pathOf({ attribute }: Pick<MedusaRule, 'attribute'>): string {
  return attribute.replace(/^(items|shipping_methods)\./, '');
}

/** The value as a text; undefined where there is none. A list has no place here. */
export function textAt(value: unknown, path: string): string | undefined {
  const { texts, isList } = textsAt(value, path);
  if (isList) throw new NotExpressible(`Its "${path}" is a list of values; here a sale has one.`);
  return texts[0];
}

/** The values at the path as texts, none where there is nothing; of a list those of its members. */
export function textsAt(value: unknown, path: string): { texts: string[]; isList: boolean } {
  const found = valueAt(value, path);
  const isList = Array.isArray(found);
  const texts = (isList ? (found as unknown[]).flat(Number.POSITIVE_INFINITY) : [found]).filter((one) => one !== undefined && one !== null).map((one) => {
    if (isScalar(one)) return String(one);
    throw new NotExpressible(`Its rule on "${path}" looks at something that is neither a text nor a number.`);
  });
  return { texts, isList };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What a rule compares, in the two ways in which ours are said: with some values, or with one number. */
export type Comparison =
  | { by: 'values'; operator: 'eq' | 'in' | 'ne'; values: readonly string[] }
  | { by: 'number'; operator: 'gt' | 'gte' | 'lt' | 'lte'; bound: number };

/** Where a rule on numbers names several, one that fits is enough: the smallest to be above, the largest to be below. */
export function comparisonOf({ attribute, operator, values }: MedusaRule): Comparison {
  if (values.length === 0) throw new NotExpressible(`Its rule on "${attribute}" compares with nothing.`);
  switch (operator) {
    case 'eq':
    case 'in':
    case 'ne':
      return { by: 'values', operator, values };
    case 'gt':
    case 'gte':
      return { by: 'number', operator, bound: Math.min(...values.map((value) => numberOf(attribute, value))) };
    case 'lt':
    case 'lte':
      return { by: 'number', operator, bound: Math.max(...values.map((value) => numberOf(attribute, value))) };
    default:
      throw new NotExpressible(`Its rule compares "${attribute}" by "${operator}", which has no translation.`);
  }
}

function numberOf(attribute: string, value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw new NotExpressible(`Its rule on "${attribute}" compares with "${value}", which is no number.`);
  return number;
}

/** Does a number fit? One that is not there fits nothing: Medusa ends with an error. */
export function numberFits(attribute: string, value: unknown, { operator, bound }: Extract<Comparison, { by: 'number' }>): boolean {
  const number = isScalar(value) ? numberOf(attribute, String(value)) : Number.NaN;
  if (Number.isNaN(number)) throw new NotExpressible(`Its rule compares "${attribute}" with a number, and the call does not say what it is.`);
  switch (operator) {
    case 'gt':
      return number > bound;
    case 'gte':
      return number >= bound;
    case 'lt':
      return number < bound;
    case 'lte':
      return number <= bound;
    default:
      return unreachable(operator);
  }
}

/** Does the thing fit all rules? Asked only to see which promotions meet on it. */
export function fits(rules: readonly MedusaRule[], thing: unknown): boolean {
  return rules.every((rule) => {
    const comparison = comparisonOf(rule);
    const path = pathOf(rule);
    if (comparison.by === 'number') return numberFits(path, valueAt(thing, path), comparison);
    const { texts } = textsAt(thing, path);
    const named = texts.filter((text) => comparison.values.includes(text));
    if (comparison.operator === 'ne') return named.length === 0;
    return comparison.operator === 'in' ? named.length > 0 : texts.length > 0 && named.length === texts.length;
  });
}
