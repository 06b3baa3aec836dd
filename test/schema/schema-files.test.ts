import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Basket } from '../../agent/domain/basket/basket.ts';
import { Bundle } from '../../agent/domain/bundle/bundle.ts';
import { goldenResult } from '../../agent/domain/bundle/golden.ts';
import { CustomerState } from '../../agent/domain/customer/account.ts';
import { price } from '../../agent/domain/pricing/price.ts';
import { PricedSale } from '../../agent/domain/pricing/priced-sale.ts';
import { ProgrammeState } from '../../agent/domain/pricing/programme-state.ts';
import { compileValidator, type Validation } from '../../agent/domain/validate.ts';
import { schemaFiles } from '../../scripts/schema/schema-files.ts';
import { compiledExample, customerWith, exampleBundle, linesOf, promotionOf, timeAt } from '../domain/kit/shop.ts';
import { changedOnce } from './kit/changed-once.ts';

const folder = join(import.meta.dirname, '..', '..', 'resources', 'schema');
const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

test('the committed files are what the script makes, byte for byte', () => {
  expect(Object.fromEntries(files)).toEqual(Object.fromEntries(schemaFiles()));
});

const programme = {
  coupons: [{ id: 'welcome', name: { ru: 'Купон' }, codes: ['HELLO'], series: { prefix: '99', length: 8 } }],
  flags: [{ id: 'pilot', on: [{ regions: ['almaty'], agentFrom: '1.4.0' }] }],
  promotions: [
    promotionOf('tiers', { kind: 'quantity-tiers', tiers: [{ minMilli: 2000, off: { kind: 'percent', basisPoints: 500 } }, { minMilli: 3000, off: { kind: 'price', priceMinor: 1 } }] }, { limits: { budget: { whenOver: 'cut' } } }),
    promotionOf('sets', { kind: 'sets', sets: [{ parts: [{ goods: { kind: 'except', from: { kind: 'all' }, without: { kind: 'favourite' } }, units: 2 }], priceMinor: 5 }] }),
    promotionOf('coupon', { kind: 'basket-amount', amountMinor: 5 }, { when: { kind: 'all', of: [{ kind: 'coupon', couponIds: ['welcome'] }, { kind: 'not', of: { kind: 'weekdays', days: [1] } }] } }),
    promotionOf('back', { kind: 'points-percent', basisPoints: 500, pendingDays: 7, expiresAfterDays: 30 }, { when: { kind: 'card' } }),
  ],
} satisfies Partial<Bundle>;
const basket: Basket = { lines: linesOf('milk 2 × 500; cheese 0.333 × 4000'), coupons: ['HELLO'], payment: { method: 'card' }, channel: 'web' };
basket.lines[0]!.ordered = { quantityMilli: 2000, unitPriceMinor: 500, discounts: [{ promotionId: 'web', amountMinor: 10 }] };
const customer = customerWith({ birthday: '02-29', favourite: { categoryId: 'dairy', until: '2026-12-31' }, holds: [{ holdId: 'h', points: 1, expiresAtMs: 1 }], lots: [{ lotId: 'l', points: 5 }], offers: [{ offerId: 'o', until: '2026-12-31' }] });
const state: ProgrammeState = { budgets: [{ promotionId: 'tiers', leftMinor: 100 }], usedCoupons: ['OLD'] };
const input = { basket, customer, identifiedBy: 'scan', storeId: 'centre', time: timeAt(), programme: state } as const;
const priced = price(compiledExample(programme), { ...input, explain: true });
const { explain: _explain, ...golden } = { ...input, explain: true, name: 'чек', expected: goldenResult(price(compiledExample(programme), input)) };

const cases: { file: string; good: unknown; validate: (value: unknown) => Validation<unknown> }[] = [
  { file: 'bundle', good: exampleBundle({ ...programme, goldenReceipts: [golden] }), validate: compileValidator(Bundle) },
  { file: 'basket', good: basket, validate: compileValidator(Basket) },
  { file: 'customer-state', good: customer, validate: compileValidator(CustomerState) },
  { file: 'programme-state', good: state, validate: compileValidator(ProgrammeState) },
  { file: 'priced-sale', good: priced, validate: compileValidator(PricedSale) },
];

describe.each(cases)('$file.schema.json', ({ file, good, validate }) => {
  const document = JSON.parse(files.get(`${file}.schema.json`) ?? '') as { $id: string; title: string; $defs: Record<string, unknown> };
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true });
  const isValid = ajv.compile(document);

  test('is a schema of draft 2020-12 with a name and a title, and all of its definitions are used', () => {
    expect(ajv.validateSchema(document)).toBe(true);
    expect(document.$id).toBe(`urn:loyalty-till:schema:${file}:1`);
    expect(document.title).not.toBe('');
    const text = JSON.stringify(document);
    expect(Object.keys(document.$defs).filter((name) => !text.includes(`"#/$defs/${name}"`))).toEqual([]);
  });

  test('takes what the engine takes', () => {
    expect([isValid(good), isValid.errors ?? []]).toEqual([true, []]);
    expect(validate(good).ok).toBe(true);
  });

  test('agrees with the engine about values that were changed in one place', () => {
    const verdicts = { taken: 0, refused: 0 };
    fc.assert(fc.property(changedOnce(good), (changed) => {
      const { ok } = validate(changed);
      verdicts[ok ? 'taken' : 'refused'] += 1;
      expect(isValid(changed)).toBe(ok);
    }), { numRuns: 400, seed: 20_261_122 });
    // Else the property would have compared nothing but refusals.
    expect(verdicts.taken).toBeGreaterThan(10);
    expect(verdicts.refused).toBeGreaterThan(100);
  });
});

test('what fields and variants mean stands in the published files', () => {
  const { $defs } = JSON.parse(files.get('bundle.schema.json') ?? '') as { $defs: Record<string, { description?: string; properties?: Record<string, { description?: string; properties?: Record<string, { description?: string }> }>; anyOf?: { description?: string; properties?: { kind?: { const?: string } } }[] }> };
  expect($defs['Limits']?.description).toContain('How much a promotion may give');
  expect($defs['Limits']?.properties?.['times']?.description).toContain('How often a receipt');
  expect($defs['Limits']?.properties?.['perCustomer']?.properties?.['times']?.description).toBeUndefined();
  expect($defs['CustomerState']?.properties?.['purchases']?.description).toContain('Finished purchases');
  expect($defs['Condition']?.anyOf?.find(({ properties }) => properties?.kind?.const === 'hours')?.description).toContain('over midnight');
  expect($defs['Reward']?.anyOf?.find(({ properties }) => properties?.kind?.const === 'nth-unit')?.description).toContain('n-th unit');
});
