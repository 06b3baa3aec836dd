import type { FlatResult, FlatRule } from '../flat.ts';
import { factsOf, MatchedTill } from '../matched.ts';
import type { Contestant } from './contestant.ts';
import { requirePeer } from './require-peer.ts';

interface Zen {
  ZenEngine: new () => { createDecision(content: Buffer): { evaluate(facts: Record<string, unknown>): Promise<{ result: readonly { rule: number }[] }> } };
}

const columns = ['skus', 'categories', 'brands', 'grossMinor', 'day', 'minute', 'weekday', 'tier'] as const;

/** One decision table that collects all rows that match. A cell that a rule does not need is empty. */
export const zenEngine: Contestant = {
  name: 'zen-engine',
  isPeer: true,
  prepare: ({ goods, rules }) => {
    const { ZenEngine } = requirePeer('@gorules/zen-engine') as Zen;
    const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(decisionOf(rules))));
    const till = new MatchedTill(goods, rules);
    return Promise.resolve({
      run: async ({ flat }) => {
        const { skus, categories, brands, grossMinor } = factsOf(goods, flat);
        const { result } = await decision.evaluate({ skus: [...skus], categories: [...categories], brands: [...brands], grossMinor, day: flat.day, minute: flat.minute, weekday: flat.weekday, tier: flat.tier ?? '' });
        return till.price(flat, result.map(({ rule }) => rule));
      },
      result: (outcome) => outcome as FlatResult,
    });
  },
};

function decisionOf(rules: readonly FlatRule[]): unknown {
  const position = { x: 0, y: 0 };
  const content = {
    hitPolicy: 'collect',
    inputs: columns.map((field) => ({ id: field, field, name: field })),
    outputs: [{ id: 'rule', field: 'rule', name: 'rule' }],
    rules: rules.map((rule) => ({ _id: rule.id, ...cellsOf(rule), rule: String(rule.ordinal) })),
  };
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'table', type: 'decisionTableNode', name: 'table', position, content },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [{ id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' }, { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' }],
  };
}

function cellsOf({ goods, fromDay, toDay, hours, weekdays, tier }: FlatRule): Record<(typeof columns)[number], string> {
  return {
    skus: goods.kind === 'skus' ? goods.skus.map((sku) => `"${sku}" in $`).join(' or ') : '',
    categories: goods.kind === 'category' ? `"${goods.categoryId}" in $` : '',
    brands: goods.kind === 'brand' ? `"${goods.brand}" in $` : '',
    grossMinor: goods.kind === 'basket' ? `>= ${goods.minMinor}` : '',
    day: `[${fromDay}..${toDay}]`,
    minute: hours === undefined ? '' : `[${hours.fromMinute}..${hours.toMinute})`,
    weekday: weekdays === undefined ? '' : weekdays.join(', '),
    tier: tier === undefined ? '' : `"${tier}"`,
  };
}
