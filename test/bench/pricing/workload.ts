import { bundleText } from './bundle-text.ts';
import { makeCatalogue } from './catalogue.ts';
import type { FlatGood, FlatRule } from './flat.ts';
import { makeRules } from './rules.ts';
import { makeSales, type WorkloadSale } from './sales.ts';

/** So many rules over the whole catalogue, as flat rules and as the text of a bundle of ours. The same in every run. */
export interface Workload {
  goods: ReadonlyMap<string, FlatGood>;
  rules: readonly FlatRule[];
  bundleText: string;
}

const catalogue = makeCatalogue();
const goods: ReadonlyMap<string, FlatGood> = new Map(catalogue.map((good) => [good.sku, good]));

export function makeWorkload(ruleCount: number): Workload {
  const rules = makeRules(catalogue, ruleCount);
  return { goods, rules, bundleText: bundleText(catalogue, rules) };
}

export function makeBaskets(lineCount: number, count: number): WorkloadSale[] {
  return makeSales(catalogue, lineCount, count);
}
