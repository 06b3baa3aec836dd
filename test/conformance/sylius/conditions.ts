import type { Condition, GoodsSelector } from '../../../agent/domain/promotions/promotion.ts';
import type { NameBook } from '../name-book.ts';
import { NotExpressible } from '../suite.ts';
import { productAttribute, taxonAttribute } from './cart.ts';
import type { SyliusCondition, SyliusFilter } from './case.ts';

const all: GoodsSelector = { kind: 'all' };
/** Sylius's own names, and those by which its scenarios are told */
const sumsOfAll = new Set(['items_total_gte', 'item_total']);
const sumsOfTaxon = new Set(['taxon_total_gte', 'total_of_items_from_taxon']);

export function groupOf(group: string, names: NameBook): string {
  return names.idOf(`group ${group}`);
}

export function regionOf(country: string, names: NameBook): string {
  return names.idOf(`country ${country}`);
}

/** Sums are of what the promotions before left (`net`), as Sylius has them, or of what nothing was taken off yet. */
export type SumOf = 'net' | 'gross';

/** The rule in our words. */
export function conditionOf(rule: SyliusCondition, sumOf: SumOf, names: NameBook): Condition {
  const { type, value } = rule;
  switch (type) {
    case 'cart_quantity_gte':
    case 'cart_quantity':
      return atLeast(all, numberOf(rule) * 1000);
    case 'has_product':
    case 'contains_product':
      return atLeast(ofProducts(listOf(value), names), 1);
    case 'has_taxon':
      return atLeast(ofTaxons(listOf(value), names), 1);
    case 'items_total_gte':
    case 'item_total':
    case 'taxon_total_gte':
    case 'total_of_items_from_taxon': {
      const sum = summedBy(rule);
      return { kind: 'basket-sum', goods: sum.taxon === undefined ? all : ofTaxons([sum.taxon], names), of: sumOf, minMinor: sum.minMinor };
    }
    case 'nth_order': {
      const nth = numberOf(rule);
      if (nth < 1) throw new NotExpressible('It asks for an order before the first.');
      return { kind: 'purchase', from: nth, to: nth };
    }
    case 'customer_group':
      return { kind: 'segment', segments: atLeastOne(listOf(value)).map((group) => groupOf(group, names)) };
    case 'shipping_country':
      // Who sells into a country is a store of that region.
      return { kind: 'region', regions: atLeastOne(listOf(value)).map((country) => regionOf(country, names)) };
    default:
      throw new NotExpressible(`Its rule "${type}" has no translation.`);
  }
}

/** The threshold of a rule on a sum, and whose sum it is; undefined for other rules. */
export function sumRuleOf(rule: SyliusCondition): { minMinor: number; taxon?: string } | undefined {
  return sumsOfAll.has(rule.type) || sumsOfTaxon.has(rule.type) ? summedBy(rule) : undefined;
}

function summedBy(rule: SyliusCondition): { minMinor: number; taxon?: string } {
  const minMinor = numberOf(rule);
  if (sumsOfAll.has(rule.type)) return { minMinor };
  if (rule.taxon === undefined) throw new NotExpressible('Its rule on the sum of a category names no category.');
  return { minMinor, taxon: rule.taxon };
}

/** The filter of an action as a selector of goods. */
export function selectorOf(filter: SyliusFilter | undefined, names: NameBook): GoodsSelector {
  const parts: GoodsSelector[] = [];
  if (filter?.minPrice !== undefined || filter?.maxPrice !== undefined) {
    parts.push({ kind: 'price', ...(filter.minPrice === undefined ? {} : { fromMinor: filter.minPrice }), ...(filter.maxPrice === undefined ? {} : { toMinor: filter.maxPrice }) });
  }
  if (filter?.taxons !== undefined) parts.push(ofTaxons(filter.taxons, names));
  if (filter?.products !== undefined) parts.push(ofProducts(filter.products, names));
  const [only] = parts;
  if (only === undefined) return all;
  return parts.length === 1 ? only : { kind: 'every', of: parts };
}

function ofTaxons(taxons: readonly string[], names: NameBook): GoodsSelector {
  return { kind: 'any', of: atLeastOne(taxons).map((taxon) => ({ kind: 'attribute', name: taxonAttribute(names, taxon), values: ['yes'] })) };
}

function ofProducts(products: readonly string[], names: NameBook): GoodsSelector {
  return { kind: 'attribute', name: productAttribute, values: atLeastOne(products).map((product) => names.idOf(product)) };
}

function atLeastOne(list: readonly string[]): readonly string[] {
  if (list.length === 0) throw new NotExpressible('It names goods and then none.');
  return list;
}

function atLeast(goods: GoodsSelector, minMilli: number): Condition {
  return minMilli < 1 ? { kind: 'all', of: [] } : { kind: 'quantity', goods, minMilli };
}

function numberOf({ type, value }: SyliusCondition): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new NotExpressible(`Its rule "${type}" does not name a whole number.`);
}

function listOf(value: SyliusCondition['value']): readonly string[] {
  return typeof value === 'object' ? value : [String(value)];
}
