import { describe, expect, test } from 'vitest';
import type { TSchema } from 'typebox';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import { checkBasket } from '../../../agent/domain/basket/check-basket.ts';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { price, type PricingInput } from '../../../agent/domain/pricing/price.ts';
import { Condition, GoodsSelector, Limits, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { goodsAndDelivery } from '../kit/after-discounts.ts';
import { exampleBundle, exampleHash } from '../kit/shop.ts';
import { specJson, specText } from '../kit/spec-table.ts';

interface WholeExample {
  bundle: Bundle;
  input: PricingInput;
  result: Partial<PricedSale>;
}

describe('the whole example at the head of docs/spec/pricing.md', () => {
  const { bundle, input, result } = specJson('A whole example') as WholeExample;
  const loaded = loadBundle(JSON.stringify(bundle), exampleHash);

  test('loads, and comes to what the page says', () => {
    if (!loaded.ok) throw new Error(`${loaded.invalid.path} ${loaded.invalid.detail}`);
    expect(checkBasket(loaded.compiled, input.basket)).toBeUndefined();
    expect(price(loaded.compiled, input)).toMatchObject(result);
  });

  test('is the shop of the tables, but for its promotions, groups and coupons', () => {
    const own = { groups: [], promotions: [], coupons: [] };
    expect({ ...bundle, ...own }).toEqual({ ...exampleBundle({ goods: goodsAndDelivery }), ...own, exclusions: [], flags: [], externalProgrammes: [] });
  });
});

describe('the page names every kind of the vocabulary with all its fields', () => {
  test.each([
    { vocabulary: 'conditions', title: 'Conditions', kinds: kindsOf(Condition) },
    { vocabulary: 'selectors', title: 'Selectors', kinds: kindsOf(GoodsSelector) },
    { vocabulary: 'rewards', title: 'Rewards', kinds: kindsOf(Reward) },
  ])('$vocabulary', ({ title, kinds }) => {
    expect(kinds.length).toBeGreaterThan(10);
    expect(kinds.map(({ kind }) => kind).filter((kind) => lineOf(title, kind) === undefined)).toEqual([]);
    const missing = kinds.flatMap(({ kind, fields }) => fields.filter((field) => lineOf(title, kind)?.includes(`\`${field}\``) !== true).map((field) => `${kind}: ${field}`));
    expect(missing).toEqual([]);
  });

  test('limits', () => {
    const line = specText.split('\n').find((text) => text.startsWith('- `limits?`')) ?? '';
    expect(fieldsOf(Limits).filter((field) => !line.includes(`\`${field}\``))).toEqual([]);
  });
});

/** The line of the glossary that begins with the kind. */
function lineOf(title: string, kind: string): string | undefined {
  const section = specText.split(`### ${title}\n`)[1]?.split('\n##')[0] ?? '';
  return section.split('\n').find((line) => line.startsWith(`- \`${kind}\``));
}

interface JsonSchema {
  $defs?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  properties?: Record<string, { const?: string }>;
  required?: string[];
}

/** The members of a union of objects told apart by `kind`. */
function kindsOf(schema: TSchema): { kind: string; fields: string[] }[] {
  const { $defs, anyOf } = JSON.parse(JSON.stringify(schema)) as JsonSchema;
  const members = anyOf ?? Object.values($defs ?? {})[0]?.anyOf ?? [];
  return members.map((member) => ({ kind: member.properties?.['kind']?.const ?? '', fields: fieldsOf(member as TSchema).filter((field) => field !== 'kind') }));
}

/** Its fields as the page writes them: `field`, or `field?` where it may be missing. */
function fieldsOf(schema: TSchema): string[] {
  const { properties = {}, required = [] } = JSON.parse(JSON.stringify(schema)) as JsonSchema;
  return Object.keys(properties).map((field) => (required.includes(field) ? field : `${field}?`));
}
