/** The demo shop speaks the whole vocabulary of promotions. What there is to say is taken from the schemas, so that a new word asks for a promotion. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Bundle } from '../../agent/domain/bundle/bundle.ts';
import { Condition, type GoodsSelector as Selector, GoodsSelector, Limits, type Promotion, Reward } from '../../agent/domain/promotions/promotion.ts';
import { someCondition } from '../../agent/domain/promotions/condition.ts';
import { someSelector } from '../../agent/domain/promotions/selector.ts';

const bundle = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'resources', 'demo', 'bundle.json'), 'utf8')) as Bundle;

interface Union {
  anyOf: readonly { properties: { kind: { const: string } } }[];
}
const kindsOf = ({ anyOf }: Union): string[] => anyOf.map(({ properties }) => properties.kind.const);

/** All conditions of a promotion, those inside others too. */
function conditionsOf({ when }: Promotion): Condition[] {
  const found: Condition[] = [];
  someCondition(when, (condition) => found.push(condition) < 0);
  return found;
}

function selectorsOf(promotion: Promotion): Selector[] {
  const { goods, reward } = promotion;
  const roots = [goods, ...conditionsOf(promotion).flatMap((condition) => ('goods' in condition ? [condition.goods] : [])), ...(reward.kind === 'buy-get' ? [reward.buy] : [])];
  const found: Selector[] = [];
  for (const root of roots) someSelector(root, (selector) => found.push(selector) < 0);
  return found;
}

describe('every kind occurs', () => {
  test.each<[what: string, vocabulary: string[], used: string[]]>([
    ['of condition', kindsOf(Condition.$defs.Condition), bundle.promotions.flatMap(conditionsOf).map(({ kind }) => kind)],
    ['of goods selector', kindsOf(GoodsSelector.$defs.Selector), bundle.promotions.flatMap(selectorsOf).map(({ kind }) => kind)],
    ['of reward', kindsOf(Reward), bundle.promotions.map(({ reward }) => reward.kind)],
    ['of limit', Object.keys(Limits.properties), bundle.promotions.flatMap(({ limits = {} }) => Object.keys(limits))],
    // Points for birthdays would make the balances of the demo depend on the day on which it is started.
    ['of part that a bundle may have', Object.keys(Bundle.properties).filter((part) => part !== 'birthdayPoints'), Object.keys(bundle)],
  ])('%s', (_, vocabulary, used) => {
    expect(vocabulary.length).toBeGreaterThan(5);
    expect(vocabulary.filter((word) => !used.includes(word))).toEqual([]);
  });
});

type Schema = { readonly [key: string]: unknown };
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** `field: value` for each field of these schemas that has one of a few values: modes, periods, picks, kinds of what is taken off. */
function choicesOf(schema: unknown, field: string, found: Set<string>): Set<string> {
  if (Array.isArray(schema)) for (const part of schema) choicesOf(part, field, found);
  else if (isSchema(schema)) {
    if ('const' in schema && field !== '') found.add(`${field}: ${String(schema['const'])}`);
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && isSchema(value)) for (const [name, inner] of Object.entries(value)) choicesOf(inner, name, found);
      else if (key === 'anyOf' || key === 'items' || key === '$defs') choicesOf(key === '$defs' && isSchema(value) ? Object.values(value) : value, field, found);
    }
  }
  return found;
}

function saidIn(value: unknown, field: string, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const part of value) saidIn(part, field, found);
  else if (isSchema(value)) for (const [name, inner] of Object.entries(value)) saidIn(inner, name, found);
  else found.add(`${field}: ${String(value)}`);
  return found;
}

test('every choice that a promotion, a group or an exclusion leaves is made each way somewhere', () => {
  const { promotions, groups, exclusions } = Bundle.properties;
  const choices = [...choicesOf([promotions, groups, exclusions], '', new Set())];
  expect(choices).toEqual(expect.arrayContaining(['mode: best', 'resolve: first', 'pick: dearest', 'period: ever', 'to: slip', 'kind: nth-unit', 'whenOver: skip']));
  const said = saidIn([bundle.promotions, bundle.groups, bundle.exclusions], '', new Set());
  expect(choices.filter((choice) => !said.has(choice))).toEqual([]);
});
