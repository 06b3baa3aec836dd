import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import type { Condition } from '../../../agent/domain/promotions/promotion.ts';
import { exampleBundle, exampleGoods, exampleHash, promotionOf } from '../kit/shop.ts';

const percent = { kind: 'goods-percent', basisPoints: 1000 } as const;

function invalidOf(document: unknown): unknown {
  const loaded = loadBundle(JSON.stringify(document), exampleHash);
  return loaded.ok ? 'accepted' : loaded.invalid;
}

function withPromotion(changes: object): unknown {
  return { ...exampleBundle(), promotions: [{ ...promotionOf('A', percent), ...changes }] };
}

describe('a sound bundle', () => {
  test('is compiled under its hash and never changes again', () => {
    const loaded = loadBundle(JSON.stringify(exampleBundle({ promotions: [promotionOf('A', percent)] })), exampleHash);
    if (!loaded.ok) throw new Error(loaded.invalid.detail);
    expect(loaded.compiled.hash).toBe(exampleHash);
    expect(loaded.compiled.bundle).toEqual(exampleBundle({ promotions: [promotionOf('A', percent)] }));
    expect(() => Object.assign(loaded.compiled.bundle.promotions[0]!.reward, { basisPoints: 10_000 })).toThrow(TypeError);
    expect(() => Object.assign(loaded.compiled.bundle.goods['milk']!, { priceMinor: 1 })).toThrow(TypeError);
    expect(() => Object.assign(loaded.compiled, { hash: '' })).toThrow(TypeError);
  });

  test('is frozen in every part, goods with all that they may have among them', () => {
    const goods: Bundle['goods'] = { ...exampleGoods, full: { ...exampleGoods['milk']!, name: { ru: 'Всё', en: 'All' }, barcodes: ['4870000000999'], attributes: { season: 'winter' } } };
    const loaded = loadBundle(JSON.stringify(exampleBundle({ goods, promotions: [promotionOf('A', percent)] })), exampleHash);
    if (!loaded.ok) throw new Error(loaded.invalid.detail);
    const thawed: string[] = [];
    const look = (part: unknown, path: string): void => {
      if (typeof part !== 'object' || part === null) return;
      if (!Object.isFrozen(part)) thawed.push(path);
      for (const [name, member] of Object.entries(part)) look(member, `${path}/${name}`);
    };
    look(loaded.compiled.bundle, '');
    expect(thawed).toEqual([]);
  });

  test('whose form is known to be right is not asked for it again, and for its references it is', () => {
    expect(loadBundle(JSON.stringify(exampleBundle()), exampleHash, true)).toMatchObject({ ok: true, compiled: { hash: exampleHash } });
    expect(loadBundle(JSON.stringify(exampleBundle({ promotions: [promotionOf('A', percent, { groupId: 'h' })] })), exampleHash, true)).toMatchObject({ ok: false, invalid: { path: '/promotions/0/groupId' } });
  });

  test('may have one GTIN of a good in several forms', () => {
    expect(invalidOf(exampleBundle({ goods: { ...exampleGoods, gift: { ...exampleGoods['gift']!, barcodes: ['036000291452', '0036000291452'] } } }))).toBe('accepted');
  });

  test('may have conditions and selectors of every kind inside one another', () => {
    const when: Condition = {
      kind: 'all',
      of: [
        { kind: 'not', of: { kind: 'any', of: [{ kind: 'period', from: '2026-01-01', to: '2026-01-01' }, { kind: 'weekdays', days: [1] }, { kind: 'hours', fromMinute: 1320, toMinute: 60 }] } },
        { kind: 'store', storeIds: ['centre'] }, { kind: 'card' }, { kind: 'tier', tiers: ['gold'] }, { kind: 'birthday', daysBefore: 3, daysAfter: 3 },
        { kind: 'basket-sum', goods: { kind: 'any', of: [{ kind: 'favourite' }, { kind: 'brand', brands: ['Lug'] }] }, minMinor: 1 },
        { kind: 'quantity', goods: { kind: 'except', from: { kind: 'all' }, without: { kind: 'sku', skus: ['milk'] } }, minMilli: 1 },
      ],
    };
    expect(invalidOf(withPromotion({ when }))).toBe('accepted');
  });
});

describe('the whole bundle is refused', () => {
  test.each([
    ['text that is not JSON', '{\n  "format": 1\n', { code: 'bad-request', path: '', detail: 'is not JSON: line 3, column 1' }],
    ['a list', '[]', { code: 'bad-request', path: '', detail: 'must be an object' }],
    ['nothing at all', 'null', { code: 'bad-request', path: '', detail: 'must be an object' }],
    ['a text', '"bundle"', { code: 'bad-request', path: '', detail: 'must be an object' }],
    ['half a character in a name', String.raw`{"name":"a\ud83d"}`, { code: 'bad-request', path: '', detail: 'holds half of a surrogate pair, which is no character' }],
    ['a document of 100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, { code: 'bad-request', path: '', detail: 'must not be nested deeper than 100 levels' }],
  ])('for %s', (_, text, invalid) => {
    expect(loadBundle(text, exampleHash)).toEqual({ ok: false, invalid });
  });

  test.each([
    { name: 'a promotion reward', document: withPromotion({ reward: { kind: 'free-car', cars: 1 } }), path: '/promotions/0/reward/kind' },
    { name: 'a condition', document: withPromotion({ when: { kind: 'all', of: [{ kind: 'card' }, { kind: 'full-moon' }] } }), path: '/promotions/0/when/of/1/kind' },
    { name: 'a selector in a condition', document: withPromotion({ when: { kind: 'quantity', minMilli: 1, goods: { kind: 'tasty' } } }), path: '/promotions/0/when/goods/kind' },
    { name: 'a selector in a selector', document: withPromotion({ goods: { kind: 'except', from: { kind: 'all' }, without: { kind: 'tasty' } } }), path: '/promotions/0/goods/without/kind' },
  ])('for an unknown kind of $name, which is named', ({ document, path }) => {
    expect(invalidOf(document)).toMatchObject({ code: 'unknown-kind', path });
  });

  test.each([
    { name: 'money as a float', document: { ...exampleBundle(), goods: { milk: { ...exampleGoods['milk'], priceMinor: 499.5 } } }, path: '/goods/milk/priceMinor', detail: 'must be money in minor units, a whole number from 0' },
    { name: 'a negative price', document: { ...exampleBundle(), goods: { milk: { ...exampleGoods['milk'], priceMinor: -1 } } }, path: '/goods/milk/priceMinor', detail: 'must be money in minor units, a whole number from 0' },
    { name: 'a sku that is no id', document: { ...exampleBundle(), goods: { 'milk / 1': exampleGoods['milk'] } }, path: '/goods/milk ~1 1', detail: 'is not a known field here: each name is an id: 1 to 80 characters of A–Z a–z 0–9 . _ : @ -' },
    { name: 'a sku that no basket may name', document: { ...exampleBundle(), goods: { ['a'.repeat(81)]: exampleGoods['milk'] } }, path: `/goods/${'a'.repeat(81)}`, detail: 'is not a known field here: each name is an id: 1 to 80 characters of A–Z a–z 0–9 . _ : @ -' },
    { name: 'a share above the whole', document: withPromotion({ reward: { kind: 'goods-percent', basisPoints: 10_001 } }), path: '/promotions/0/reward/basisPoints', detail: 'must be a share of the whole in basis points, a whole number from 0 to 10000' },
    { name: 'an unknown field', document: withPromotion({ priorty: 1 }), path: '/promotions/0/priorty', detail: 'is not a known field here' },
    { name: 'a missing field', document: { ...exampleBundle(), serial: undefined }, path: '/serial', detail: 'is missing' },
    { name: 'another semantics', document: { ...exampleBundle(), semantics: 2 }, path: '/semantics', detail: 'must be 1' },
    { name: 'a date that is none', document: withPromotion({ when: { kind: 'period', from: '2026-13-01', to: '2026-12-31' } }), path: '/promotions/0/when/from', detail: 'must be a date like 2026-11-22' },
  ])('for $name', ({ document, path, detail }) => {
    expect(invalidOf(document)).toMatchObject({ code: 'bad-request', path, ...(detail === undefined ? {} : { detail }) });
  });

  test('for a good whose name is nested without end, by its place', () => {
    const bundle = JSON.stringify(exampleBundle());
    expect(loadBundle(bundle.replace('"name":{"ru":"Молоко"', `"name":{"ru":${'['.repeat(100_000)}${']'.repeat(100_000)}`), exampleHash)).toMatchObject({ ok: false, invalid: { path: '/goods/milk/name/ru', detail: 'must be a text' } });
  });

  test('from 101 levels on', () => {
    // A promotion's condition is on level 3; what stands in the innermost is one level below it.
    const nested = (levels: number): Condition => Array.from({ length: levels - 4 }).reduce<Condition>((of) => ({ kind: 'not', of }), { kind: 'card' });
    expect(invalidOf(withPromotion({ when: nested(100) }))).toBe('accepted');
    expect(invalidOf(withPromotion({ when: nested(101) }))).toMatchObject({ code: 'bad-request', path: '', detail: 'must not be nested deeper than 100 levels' });
  });

  test.each([
    { seconds: 172_799, isTaken: false },
    { seconds: 172_800, isTaken: true },
    { seconds: 7_776_000, isTaken: true },
    { seconds: 7_776_001, isTaken: false },
  ])('for points of an allowance that are used again after less than two days or more than ninety: $seconds seconds are taken: $isTaken', ({ seconds, isTaken }) => {
    const offline = { policy: 'allowance', maxShareBasisPoints: 5000, maxPointsPerTill: 100, minVisits: 1, visitDays: 30, validSeconds: 3600, marginSeconds: 60, reuseAfterSeconds: seconds } as const;
    const loaded = loadBundle(JSON.stringify(exampleBundle({ redemption: { ...exampleBundle().redemption, offline } })), exampleHash);
    expect(loaded.ok ? '' : loaded.invalid.path).toBe(isTaken ? '' : '/redemption/offline/reuseAfterSeconds');
  });

  test.each(['stores', 'cardSchemes', 'categories', 'tiers'] as const)('for two %s with one id', (field) => {
    const { [field]: parts } = exampleBundle();
    expect(invalidOf({ ...exampleBundle(), [field]: [...parts, parts[0]] })).toMatchObject({ code: 'bad-request', path: `/${field}/${parts.length}/id` });
  });

  test.each<{ name: string; changes: Partial<Bundle>; path: string }>([
    { name: 'two promotions with one id', changes: { promotions: [promotionOf('A', percent), promotionOf('A', percent)] }, path: '/promotions/1/id' },
    { name: 'two groups with one id', changes: { groups: [{ id: 'g', mode: 'stack' }, { id: 'g', mode: 'best' }] }, path: '/groups/1/id' },
    { name: 'a group that is not there', changes: { promotions: [promotionOf('A', percent, { groupId: 'h' })] }, path: '/promotions/0/groupId' },
    { name: 'a category that is not there', changes: { promotions: [promotionOf('A', percent, { goods: { kind: 'any', of: [{ kind: 'category', categoryIds: ['food', 'toys'] }] } })] }, path: '/promotions/0/goods/of/0/categoryIds/1' },
    { name: 'a category of an exception that is not there', changes: { promotions: [promotionOf('A', percent, { goods: { kind: 'except', from: { kind: 'all' }, without: { kind: 'category', categoryIds: ['toys'] } } })] }, path: '/promotions/0/goods/without/categoryIds/0' },
    { name: 'a category before an exception that is not there', changes: { promotions: [promotionOf('A', percent, { goods: { kind: 'except', from: { kind: 'category', categoryIds: ['toys'] }, without: { kind: 'all' } } })] }, path: '/promotions/0/goods/from/categoryIds/0' },
    { name: 'a category of a condition that is not there', changes: { promotions: [promotionOf('A', percent, { when: { kind: 'basket-sum', minMinor: 1, goods: { kind: 'category', categoryIds: ['toys'] } } })] }, path: '/promotions/0/when/goods/categoryIds/0' },
    { name: 'a tier that is not there', changes: { promotions: [promotionOf('A', percent, { when: { kind: 'not', of: { kind: 'tier', tiers: ['gold', 'lead'] } } })] }, path: '/promotions/0/when/of/tiers/1' },
    { name: 'a store that is not there', changes: { promotions: [promotionOf('A', percent, { when: { kind: 'any', of: [{ kind: 'store', storeIds: ['south'] }] } })] }, path: '/promotions/0/when/of/0/storeIds/0' },
    { name: 'hours from a minute to the same', changes: { promotions: [promotionOf('A', percent, { when: { kind: 'hours', fromMinute: 60, toMinute: 60 } })] }, path: '/promotions/0/when' },
    { name: 'hours from the end of the day to its beginning', changes: { promotions: [promotionOf('A', percent, { when: { kind: 'hours', fromMinute: 1440, toMinute: 0 } })] }, path: '/promotions/0/when' },
    { name: 'a period that ends before it starts', changes: { promotions: [promotionOf('A', percent, { when: { kind: 'period', from: '2026-02-01', to: '2026-01-31' } })] }, path: '/promotions/0/when' },
    { name: 'a good in a category that is not there', changes: { categories: [] }, path: '/goods/milk/categoryId' },
    { name: 'a category below one that is not there', changes: { categories: [...exampleBundle().categories, { id: 'x', parentId: 'y', name: { ru: 'х' } }] }, path: '/categories/6/parentId' },
    { name: 'categories below themselves', changes: { categories: [...exampleBundle().categories, { id: 'x', parentId: 'y', name: { ru: 'х' } }, { id: 'y', parentId: 'x', name: { ru: 'у' } }] }, path: '/categories' },
    { name: 'a category below itself', changes: { categories: [...exampleBundle().categories, { id: 'x', parentId: 'x', name: { ru: 'х' } }] }, path: '/categories' },
    { name: 'a barcode of two goods', changes: { goods: { ...exampleGoods, gift: { ...exampleGoods['gift']!, barcodes: ['4870000000012'] } } }, path: '/goods/gift/barcodes/0' },
    { name: 'the second barcode of a good that is that of another', changes: { goods: { ...exampleGoods, gift: { ...exampleGoods['gift']!, barcodes: ['4870000000999', '4870000000012'] } } }, path: '/goods/gift/barcodes/1' },
    { name: 'a barcode of two goods, once with a leading zero', changes: { goods: { ...exampleGoods, gift: { ...exampleGoods['gift']!, barcodes: ['04870000000012'] } } }, path: '/goods/gift/barcodes/0' },
    { name: 'a card scheme that makes no EAN-13', changes: { cardSchemes: [{ ...exampleBundle().cardSchemes[0]!, serialDigits: 5 }] }, path: '/cardSchemes/0' },
    { name: 'a card scheme that makes numbers too short', changes: { cardSchemes: [{ ...exampleBundle().cardSchemes[0]!, prefix: '1', check: 'none', storeDigits: 0 }] }, path: '/cardSchemes/0' },
    { name: 'a card scheme that makes numbers too long', changes: { cardSchemes: [{ ...exampleBundle().cardSchemes[0]!, check: 'none', storeDigits: 3, serialDigits: 12 }] }, path: '/cardSchemes/0' },
    { name: 'a weight code that is no EAN-13', changes: { weightCodes: [{ prefix: '21', itemDigits: 5, weightDigits: 4 }] }, path: '/weightCodes/0' },
    { name: 'two weight codes with one prefix', changes: { weightCodes: [{ prefix: '21', itemDigits: 5, weightDigits: 5 }, { prefix: '21', itemDigits: 6, weightDigits: 4 }] }, path: '/weightCodes/1/prefix' },
  ])('for $name', ({ changes, path }) => {
    expect(invalidOf({ ...exampleBundle(), ...changes })).toMatchObject({ code: 'bad-request', path });
  });
});
