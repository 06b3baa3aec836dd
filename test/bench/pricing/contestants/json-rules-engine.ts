import type { FlatResult, FlatRule } from '../flat.ts';
import { factsOf, hasAny, MatchedTill } from '../matched.ts';
import type { Contestant } from './contestant.ts';
import { requirePeer } from './require-peer.ts';

interface JsonRules {
  Engine: new () => {
    addOperator(name: string, test: (fact: never, value: never) => boolean): void;
    addRule(rule: { conditions: { all: Condition[] }; event: { type: string; params: { ordinal: number } } }): void;
    run(facts: Record<string, unknown>): Promise<{ events: readonly { params: { ordinal: number } }[] }>;
  };
}

interface Condition {
  fact: string;
  operator: string;
  value: unknown;
}

/** One run for each basket; sets of skus, categories and brands as facts, with an operator of our own over them. */
export const jsonRulesEngine: Contestant = {
  name: 'json-rules-engine',
  isPeer: true,
  prepare: ({ goods, rules }) => {
    const { Engine } = requirePeer('json-rules-engine') as JsonRules;
    const engine = new Engine();
    engine.addOperator('hasAny', (set: ReadonlySet<string>, values: readonly string[]) => hasAny(set, values));
    engine.addOperator('has', (set: ReadonlySet<string>, value: string) => set.has(value));
    for (const rule of rules) engine.addRule({ conditions: { all: conditionsOf(rule) }, event: { type: 'match', params: { ordinal: rule.ordinal } } });
    const till = new MatchedTill(goods, rules);
    return Promise.resolve({
      run: async ({ flat }) => {
        const { skus, categories, brands, grossMinor } = factsOf(goods, flat);
        const { events } = await engine.run({ skus, categories, brands, grossMinor, day: flat.day, minute: flat.minute, weekday: flat.weekday, tier: flat.tier ?? '' });
        return till.price(flat, events.map(({ params }) => params.ordinal).sort((a, b) => a - b));
      },
      result: (outcome) => outcome as FlatResult,
    });
  },
};

function conditionsOf({ goods, fromDay, toDay, hours, weekdays, tier }: FlatRule): Condition[] {
  const conditions: Condition[] = [];
  if (goods.kind === 'skus') conditions.push({ fact: 'skus', operator: 'hasAny', value: goods.skus });
  if (goods.kind === 'category') conditions.push({ fact: 'categories', operator: 'has', value: goods.categoryId });
  if (goods.kind === 'brand') conditions.push({ fact: 'brands', operator: 'has', value: goods.brand });
  if (goods.kind === 'basket') conditions.push({ fact: 'grossMinor', operator: 'greaterThanInclusive', value: goods.minMinor });
  conditions.push({ fact: 'day', operator: 'greaterThanInclusive', value: fromDay }, { fact: 'day', operator: 'lessThanInclusive', value: toDay });
  if (hours !== undefined) conditions.push({ fact: 'minute', operator: 'greaterThanInclusive', value: hours.fromMinute }, { fact: 'minute', operator: 'lessThan', value: hours.toMinute });
  if (weekdays !== undefined) conditions.push({ fact: 'weekday', operator: 'in', value: weekdays });
  if (tier !== undefined) conditions.push({ fact: 'tier', operator: 'equal', value: tier });
  return conditions;
}
