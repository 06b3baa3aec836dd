import type { FlatResult, FlatRule } from '../flat.ts';
import { type Facts, factsOf, hasAny, MatchedTill } from '../matched.ts';
import type { Contestant } from './contestant.ts';
import { requirePeer } from './require-peer.ts';

interface JsonLogic {
  LogicEngine: new () => {
    addMethod(name: string, method: { deterministic: boolean; sync: boolean; method: (args: never) => boolean }): void;
    build(logic: unknown): (facts: Record<string, unknown>) => boolean[];
  };
}

type Logic = Record<string, unknown>;

/** All rules compiled into one function, which answers for each of them; with an operator of our own over sets. */
export const jsonLogicEngine: Contestant = {
  name: 'json-logic-engine',
  isPeer: true,
  prepare: ({ goods, rules }) => {
    const { LogicEngine } = requirePeer('json-logic-engine') as JsonLogic;
    const engine = new LogicEngine();
    engine.addMethod('hasAny', { deterministic: true, sync: true, method: ([set, values]: [ReadonlySet<string>, readonly string[]]) => hasAny(set, values) });
    const matches = engine.build(rules.map((rule) => ({ and: conditionsOf(rule) })));
    const till = new MatchedTill(goods, rules);
    return Promise.resolve({
      run: ({ flat }) => {
        const { skus, categories, brands, grossMinor }: Facts = factsOf(goods, flat);
        const answers = matches({ skus, categories, brands, grossMinor, day: flat.day, minute: flat.minute, weekday: flat.weekday, tier: flat.tier ?? '' });
        const ordinals: number[] = [];
        for (let ordinal = 0; ordinal < answers.length; ordinal += 1) if (answers[ordinal] === true) ordinals.push(ordinal);
        return till.price(flat, ordinals);
      },
      result: (outcome) => outcome as FlatResult,
    });
  },
};

function conditionsOf({ goods, fromDay, toDay, hours, weekdays, tier }: FlatRule): Logic[] {
  const conditions: Logic[] = [];
  if (goods.kind === 'skus') conditions.push({ hasAny: [fact('skus'), { preserve: goods.skus }] });
  if (goods.kind === 'category') conditions.push({ hasAny: [fact('categories'), { preserve: [goods.categoryId] }] });
  if (goods.kind === 'brand') conditions.push({ hasAny: [fact('brands'), { preserve: [goods.brand] }] });
  if (goods.kind === 'basket') conditions.push({ '>=': [fact('grossMinor'), goods.minMinor] });
  conditions.push({ '>=': [fact('day'), fromDay] }, { '<=': [fact('day'), toDay] });
  if (hours !== undefined) conditions.push({ '>=': [fact('minute'), hours.fromMinute] }, { '<': [fact('minute'), hours.toMinute] });
  if (weekdays !== undefined) conditions.push({ in: [fact('weekday'), { preserve: weekdays }] });
  if (tier !== undefined) conditions.push({ '===': [fact('tier'), tier] });
  return conditions;
}

function fact(name: string): Logic {
  return { var: name };
}
