import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import type { Condition, GoodsSelector, Limits, Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { exampleBundle, exampleHash, promotionOf } from '../kit/shop.ts';

/** Where a bundle with these parts is refused, or `accepted`. */
function wrongAt(changes: Partial<Bundle>): string {
  const loaded = loadBundle(JSON.stringify(exampleBundle(changes)), exampleHash);
  return loaded.ok ? 'accepted' : loaded.invalid.path;
}

const percent: Reward = { kind: 'goods-percent', basisPoints: 1000 };
const half = { kind: 'percent', basisPoints: 5000 } as const;
const toys: GoodsSelector = { kind: 'category', categoryIds: ['food', 'toys'] };
const all: GoodsSelector = { kind: 'all' };
const pets = { kind: 'text', id: 'pets', label: { ru: 'Питомцы' } } as const;
const shoes = { kind: 'choice', id: 'shoes', label: { ru: 'Обувь' }, options: [{ id: 'small', name: { ru: 'Мала' } }, { id: 'large', name: { ru: 'Велика' } }] } satisfies NonNullable<Bundle['questionnaires']>[number]['questions'][number];
function asking(id: string, ...questions: NonNullable<Bundle['questionnaires']>[number]['questions']): NonNullable<Bundle['questionnaires']>[number] {
  return { id, name: { ru: id }, questions };
}
const known: Partial<Bundle> = {
  flags: [{ id: 'pilot', on: [{ regions: ['almaty'], storeIds: ['north'], agentFrom: '1.4.0', agentBelow: '1.10.0' }] }],
  coupons: [{ id: 'welcome', name: { ru: 'Купон' }, codes: ['HELLO'] }, { id: 'leaflet', name: { ru: 'Листовка' }, codes: ['HELLO'], series: { prefix: '99', length: 8 } }],
  externalProgrammes: [{ id: 'bank', name: { ru: 'Банк' }, customerPromotions: 'keep' }],
};

function withPromotion(promotion: Partial<Promotion>): Partial<Bundle> {
  return { ...known, promotions: [promotionOf('A', percent), { ...promotionOf('B', percent), ...promotion }] };
}

describe('a promotion that names what is there, and can hold, is taken', () => {
  test.each<Condition>([
    { kind: 'region', regions: ['almaty'] }, { kind: 'card-scheme', schemeIds: ['plastic'] }, { kind: 'flag', flagId: 'pilot' }, { kind: 'coupon', couponIds: ['welcome', 'leaflet'] },
    { kind: 'external', programmeIds: ['bank'] }, { kind: 'favourite' }, { kind: 'favourite', categoryIds: ['dairy'] }, { kind: 'tenure', fromMonths: 12, underMonths: 13 }, { kind: 'purchase', from: 3, to: 3 },
    { kind: 'tenure', underMonths: 1 }, { kind: 'hours', fromMinute: 1440, toMinute: 60 }, { kind: 'hours', fromMinute: 1320, toMinute: 0 },
    { kind: 'purchase', every: 5 }, { kind: 'basket-sum', goods: all, minMinor: 5, maxMinor: 5 }, { kind: 'distinct', goods: all, min: 0, max: 0 },
    // Nobody keeps a list of these.
    { kind: 'till', tillIds: ['x'] }, { kind: 'channel', channels: ['x'] }, { kind: 'segment', segments: ['x'] }, { kind: 'payment', methods: ['x'] }, { kind: 'personal-offer', offerId: 'x' },
  ])('$kind', (when) => {
    expect(wrongAt(withPromotion({ when: { kind: 'not', of: when } }))).toBe('accepted');
  });
});

describe('a condition is refused that names what is not there, or can never hold', () => {
  test.each<[Condition, string]>([
    [{ kind: 'region', regions: ['almaty', 'moon'] }, '/regions/1'],
    [{ kind: 'card-scheme', schemeIds: ['metal'] }, '/schemeIds/0'],
    [{ kind: 'flag', flagId: 'other' }, '/flagId'],
    [{ kind: 'coupon', couponIds: ['welcome', 'other'] }, '/couponIds/1'],
    [{ kind: 'external', programmeIds: ['other'] }, '/programmeIds/0'],
    [{ kind: 'favourite', categoryIds: ['dairy', 'toys'] }, '/categoryIds/1'],
    [{ kind: 'tenure', fromMonths: 12, underMonths: 12 }, '/underMonths'],
    [{ kind: 'tenure', underMonths: 0 }, '/underMonths'],
    [{ kind: 'period', from: '2026-02-30', to: '2026-03-31' }, '/from'],
    [{ kind: 'period', from: '2026-02-01', to: '2027-02-29' }, '/to'],
    [{ kind: 'purchase', from: 3, to: 2 }, '/to'],
    [{ kind: 'basket-sum', goods: all, minMinor: 5, maxMinor: 4 }, '/maxMinor'],
    [{ kind: 'quantity', goods: all, minMilli: 5, maxMilli: 4 }, '/maxMilli'],
    [{ kind: 'distinct', goods: all, min: 5, max: 4 }, '/max'],
    [{ kind: 'distinct', goods: toys, min: 1 }, '/goods/categoryIds/1'],
    [{ kind: 'quantity', goods: { kind: 'every', of: [all, { kind: 'price', fromMinor: 2, toMinor: 1 }] }, minMilli: 1 }, '/goods/of/1/toMinor'],
  ])('%o', (when, path) => {
    expect(wrongAt(withPromotion({ when: { kind: 'all', of: [{ kind: 'card' }, when] } }))).toBe(`/promotions/1/when/of/1${path}`);
  });
});

describe('a reward is refused that names what is not there, or leaves open what it gives', () => {
  test.each<[Reward, string]>([
    [{ kind: 'buy-get', buy: toys, buyUnits: 1, getUnits: 1, off: half, pick: 'cheapest' }, '/buy/categoryIds/1'],
    [{ kind: 'sets', sets: [{ parts: [{ goods: all, units: 1 }, { goods: toys, units: 1 }], priceMinor: 1 }] }, '/sets/0/parts/1/goods/categoryIds/1'],
    [{ kind: 'quantity-tiers', tiers: [{ minMilli: 2000, off: half }, { minMilli: 3000, off: half }, { minMilli: 2000, off: half }] }, '/tiers/2/minMilli'],
    [{ kind: 'spend-ladder', steps: [{ minMinor: 0, off: half }, { minMinor: 0, off: half }] }, '/steps/1/minMinor'],
    [{ kind: 'issue-coupon', couponId: 'other', count: 1, fromDays: 1, days: 1 }, '/couponId'],
  ])('%o', (reward, path) => {
    expect(wrongAt(withPromotion({ reward }))).toBe(`/promotions/1/reward${path}`);
  });

  test('gifts are named by sku', () => {
    expect(wrongAt(withPromotion({ reward: { kind: 'gift', units: 1 }, goods: { kind: 'brand', brands: ['Lug'] } }))).toBe('/promotions/1/goods/kind');
    expect(wrongAt(withPromotion({ reward: { kind: 'gift', units: 1 }, goods: { kind: 'sku', skus: ['gift'] } }))).toBe('accepted');
  });
});

describe('a limit is refused that means nothing for the reward', () => {
  const rewards: Record<string, Reward> = {
    goods: percent,
    nth: { kind: 'nth-unit', every: 2, off: half, pick: 'cheapest' },
    some: { kind: 'some-units', count: 1, off: half, pick: 'cheapest' },
    buyGet: { kind: 'buy-get', buy: { kind: 'all' }, buyUnits: 2, getUnits: 1, off: half, pick: 'cheapest' },
    basket: { kind: 'basket-percent', basisPoints: 1 },
    rounding: { kind: 'round-down', toMinor: 100 },
    points: { kind: 'points-fixed', points: 1 },
    message: { kind: 'message', to: 'slip', text: { ru: 'Спасибо' } },
  };
  const limits: Required<Limits> = { unitsPerLine: 1, units: 1, times: 1, discountMinor: 1, perCustomer: { times: 1, period: 'day' }, budget: { whenOver: 'cut' } };

  test.each<[keyof Limits, string]>([
    ['unitsPerLine', 'goods'], ['units', 'goods buyGet'], ['times', 'nth buyGet'], ['discountMinor', 'goods nth some buyGet basket'], ['budget', 'goods nth some buyGet basket'],
    ['perCustomer', 'goods nth some buyGet basket rounding points message'],
  ])('%s is for %s', (limit, kinds) => {
    for (const [kind, reward] of Object.entries(rewards)) {
      expect([kind, wrongAt(withPromotion({ reward, limits: { [limit]: limits[limit] } }))]).toEqual([kind, kinds.split(' ').includes(kind) ? 'accepted' : `/promotions/1/limits/${limit}`]);
    }
  });

  test('units that are never a complete time are refused', () => {
    const reward: Reward = { kind: 'buy-get', buy: { kind: 'all' }, buyUnits: 2, getUnits: 3, off: half, pick: 'cheapest' };
    const at = (units: number, complete?: true) => wrongAt(withPromotion({ reward: complete === undefined ? reward : { ...reward, complete }, limits: { units } }));
    expect([at(2), at(2, true), at(3, true)]).toEqual(['accepted', '/promotions/1/limits/units', 'accepted']);
  });

  test('only discounts are exclusive', () => {
    for (const [kind, reward] of Object.entries(rewards)) {
      const isDiscount = ['goods', 'nth', 'some', 'buyGet', 'basket'].includes(kind);
      expect([kind, wrongAt(withPromotion({ reward, exclusive: { on: 'line', resolve: 'best' } }))]).toEqual([kind, isDiscount ? 'accepted' : '/promotions/1/exclusive']);
    }
  });
});

describe('a refusal says what is wrong, in numbers', () => {
  const saidOf = (promotion: Partial<Promotion>): string => {
    const loaded = loadBundle(JSON.stringify(exampleBundle(withPromotion(promotion))), exampleHash);
    return loaded.ok ? 'accepted' : loaded.invalid.detail;
  };
  test.each<[Partial<Promotion>, string]>([
    [{ when: { kind: 'tenure', fromMonths: 12, underMonths: 6 } }, 'must be above fromMonths, 12'],
    [{ when: { kind: 'tenure', underMonths: 0 } }, 'must be above fromMonths, 0'],
    [{ reward: { kind: 'buy-get', buy: { kind: 'all' }, buyUnits: 2, getUnits: 3, off: half, pick: 'cheapest', complete: true }, limits: { units: 2 } }, 'must be at least getUnits, 3: fewer are never complete'],
    [{ reward: { kind: 'quantity-tiers', tiers: [{ minMilli: 2000, off: half }, { minMilli: 2000, off: half }] } }, '2000 is there twice: it must be clear what it gives'],
  ])('%o', (promotion, detail) => {
    expect(saidOf(promotion)).toBe(detail);
  });
});

describe('a programme is refused', () => {
  const groups: Bundle['groups'] = [{ id: 'g', mode: 'stack' }, { id: 'h', mode: 'best' }, { id: 'i', mode: 'first' }];
  const pair = (a: string, b: string) => ({ groupIds: [a, b], on: 'line', resolve: 'first' }) as const satisfies NonNullable<Bundle['exclusions']>[number];
  const coupon = { id: 'c', name: { ru: 'Купон' } };
  const reason = (id: string) => ({ id, name: { ru: id } });

  test.each<[string, Partial<Bundle>, string]>([
    ['a coupon that nobody could show', { coupons: [coupon] }, '/coupons/0'],
    ['a series without digits of its own', { coupons: [{ ...coupon, series: { prefix: '12345', length: 5 } }] }, '/coupons/0/series/length'],
    ['two kinds of coupon with one id', { coupons: [{ ...coupon, codes: ['A'] }, { ...coupon, codes: ['B'] }] }, '/coupons/1/id'],
    ['two flags with one id', { flags: [{ id: 'f', on: [] }, { id: 'f', on: [] }] }, '/flags/1/id'],
    ['two external programmes with one id', { externalProgrammes: [...known.externalProgrammes!, ...known.externalProgrammes!] }, '/externalProgrammes/1/id'],
    ['a flag in a region that is not there', { flags: [{ id: 'f', on: [{}, { regions: ['moon'] }] }] }, '/flags/0/on/1/regions/0'],
    ['a flag in a store that is not there', { flags: [{ id: 'f', on: [{ storeIds: ['centre', 'south'] }] }] }, '/flags/0/on/0/storeIds/1'],
    ['a flag for some versions in a region that is not there', { flags: [{ id: 'f', on: [{ regions: ['moon'], agentFrom: '1.4.0', agentBelow: '2.0.0' }] }] }, '/flags/0/on/0/regions/0'],
    ['a good in a category that is not there, wherever it stands', { goods: { ...exampleBundle().goods, last: { ...exampleBundle().goods['milk']!, categoryId: 'toys', barcodes: [] } } }, '/goods/last/categoryId'],
    ['a favourite category that is not there', { favourite: { categories: ['food', 'toys'], days: 30, perMonth: 1, atExpiry: 'drop' } }, '/favourite/categories/1'],
    ['a reason of adjustments that stands twice', { adjustments: { reasons: [reason('a'), reason('b'), reason('a')], maxPointsPerOperation: 1, maxPointsPerManagerAndDay: 1 } }, '/adjustments/reasons/2/id'],
    ['two questionnaires with one id', { questionnaires: [asking('till'), asking('till')] }, '/questionnaires/1/id'],
    ['a question that stands twice', { questionnaires: [asking('till'), asking('staff', pets, shoes, pets)] }, '/questionnaires/1/questions/2/id'],
    ['another question under the same id', { questionnaires: [asking('till', pets), asking('staff', { ...pets, kind: 'date' })] }, '/questionnaires/1/questions/0/id'],
    ['an option that stands twice', { questionnaires: [asking('till', { ...shoes, options: [...shoes.options, shoes.options[0]!] })] }, '/questionnaires/0/questions/0/options'],
    ['a flag for no version', { flags: [{ id: 'f', on: [{ agentFrom: '1.10.0', agentBelow: '1.9.9' }] }] }, '/flags/0/on/0/agentBelow'],
    ['a flag below the version where it begins', { flags: [{ id: 'f', on: [{ agentFrom: '1.9.0', agentBelow: '1.9.0' }] }] }, '/flags/0/on/0/agentBelow'],
    ['an exclusion of a group that is not there', { groups, exclusions: [pair('g', 'h'), pair('g', 'x')] }, '/exclusions/1/groupIds/1'],
    ['a group that excludes itself', { groups, exclusions: [pair('g', 'g')] }, '/exclusions/0/groupIds'],
    ['two groups that exclude each other twice', { groups, exclusions: [pair('g', 'h'), pair('h', 'i'), pair('h', 'g')] }, '/exclusions/2/groupIds'],
    ['redemption for goods that are not there', { redemption: { ...exampleBundle().redemption, goods: toys } }, '/redemption/goods/categoryIds/1'],
  ])('with %s', (_, changes, path) => {
    expect(wrongAt(changes)).toBe(path);
  });

  test('not for questions that differ in their ids, or that one questionnaire demands and another only asks', () => {
    expect(wrongAt({ questionnaires: [asking('till', pets, shoes), asking('staff', { ...pets, required: true })] })).toBe('accepted');
  });

  test('not for what a favourite and an adjustment may name', () => {
    expect(wrongAt({
      favourite: { categories: ['food', 'dairy'], days: 30, perMonth: 1, atExpiry: 'drop' },
      adjustments: { reasons: [reason('a'), reason('b')], maxPointsPerOperation: 1, maxPointsPerManagerAndDay: 1 },
    })).toBe('accepted');
  });

  test('not for pairs of groups that differ', () => {
    expect(wrongAt({ groups, exclusions: [pair('g', 'h'), pair('h', 'i'), pair('i', 'g')] })).toBe('accepted');
  });
});

describe('card schemes are refused whose codes could be read as something else', () => {
  const plastic = exampleBundle().cardSchemes[0]!;
  test.each<[string, Partial<typeof plastic>, string]>([
    ['short forms of the same length: who types one is asked which card', { prefix: '290088' }, 'accepted'],
    ['the same prefix and length', { storeDigits: 4, serialDigits: 3, check: 'none' }, '/cardSchemes/1'],
    ['a prefix within another, and the same length', { prefix: '2900', storeDigits: 4 }, '/cardSchemes/1'],
    ['a short form as long as a number: the number wins', { prefix: '77', storeDigits: 1, serialDigits: 12, check: 'none' }, 'accepted'],
    ['the prefix of a weight code', { prefix: '2155', storeDigits: 4 }, '/cardSchemes/1'],
    ['a prefix within that of a weight code', { prefix: '2', storeDigits: 2, serialDigits: 9 }, '/cardSchemes/1'],
    ['nothing of another', { prefix: '3900', storeDigits: 4 }, 'accepted'],
    ['the prefix of a weight code, but another length', { prefix: '21', storeDigits: 2, serialDigits: 5, check: 'none' }, 'accepted'],
  ])('%s', (_, changes, path) => {
    expect(wrongAt({ cardSchemes: [plastic, { ...plastic, id: 'second', ...changes }] })).toBe(path);
  });

  test('one scheme whose prefix begins all weight codes', () => {
    expect(wrongAt({ cardSchemes: [{ ...plastic, prefix: '2', serialDigits: 9 }] })).toBe('/cardSchemes/0');
  });
});
