import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import { ean13CheckDigit, readCardNumber } from '../../agent/domain/cards/card-number.ts';
import type { CustomerState } from '../../agent/domain/customer/account.ts';
import { classifyCode } from '../../agent/domain/cards/classify-code.ts';
import { replayGoldenReceipts } from '../../agent/domain/bundle/golden.ts';
import { loadBundle } from '../../agent/domain/bundle/load.ts';
import { makeDemoShop } from '../../scripts/demo/make-demo-shop.ts';
import type { ShopAccount } from '../../sync/central/shop/shop-folder.ts';

const folder = join(import.meta.dirname, '..', '..', 'resources', 'demo');
const bundleText = readFileSync(join(folder, 'bundle.json'), 'utf8');
const customersText = readFileSync(join(folder, 'customers.json'), 'utf8');
const bundle = JSON.parse(bundleText) as Bundle;
const { accounts } = JSON.parse(customersText) as { accounts: ShopAccount[] };
const goods = Object.values(bundle.goods);

test('the committed files are what the script makes, byte for byte', () => {
  const made = makeDemoShop();
  const committed = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  expect(committed.toSorted()).toEqual([...made.keys()].toSorted());
  for (const [path, text] of made) expect(text).toBe(readFileSync(join(folder, path), 'utf8'));
  expect(makeDemoShop()).toEqual(made);
  expect(Buffer.byteLength(bundleText)).toBeLessThan(600_000);
});

test('a till takes the bundle, and its engine gives what the golden receipts expect', () => {
  const loaded = loadBundle(bundleText, '0'.repeat(64));
  if (!loaded.ok) throw new Error(`${loaded.invalid.path} ${loaded.invalid.detail}`);
  expect(replayGoldenReceipts(loaded.compiled)).toEqual([]);
  expect(bundle.goldenReceipts.length).toBeGreaterThanOrEqual(10);
  // The scales' prefix, the good's code, 1,236 g
  const label = ['22', '00101', '01236'].join('');
  expect(classifyCode(loaded.compiled, `${label}${ean13CheckDigit(label)}`)).toMatchObject({ kind: 'good', unit: 'kg', quantityMilli: 1236 });
  expect(classifyCode(loaded.compiled, '010001')).toMatchObject({ kind: 'card', cardNumber: '2900770100017', store: { id: 'almaty-1' } });
});

describe('goods', () => {
  test('there are more than 300, named in three languages, none of them twice', () => {
    expect(goods.length).toBeGreaterThan(300);
    for (const language of ['ru', 'kk', 'en'] as const) {
      expect(goods.every((good) => (good.name[language] ?? '').length > 2)).toBe(true);
    }
    expect(new Set(goods.map((good) => good.name.ru)).size).toBe(goods.length);
  });

  test('pieces carry a GTIN-13 of Kazakhstan or Russia with a right check digit, weighed goods a code of the scales', () => {
    const codes = goods.flatMap((good) => good.barcodes);
    expect(new Set(codes).size).toBe(codes.length);
    const codesOf = (unit: 'kg' | 'piece'): string[] => goods.filter((good) => good.unit === unit).flatMap((good) => good.barcodes);
    expect(codesOf('kg').filter((code) => !/^\d{5}$/.test(code))).toEqual([]);
    const sound = (code: string): boolean => /^(487|46\d)\d{10}$/.test(code) && code.at(-1) === ean13CheckDigit(code.slice(0, 12));
    expect(codesOf('piece').filter((code) => !sound(code))).toEqual([]);
  });

  test('alcohol and tobacco have minimum prices at or below the shelf price; tobacco takes no part in the programme', () => {
    const strong = goods.filter((good) => ['wine', 'spirits', 'tobacco'].includes(good.categoryId));
    expect(strong.length).toBeGreaterThanOrEqual(10);
    for (const good of strong) expect(good.minPriceMinor ?? Infinity).toBeLessThanOrEqual(good.priceMinor);
    const tobacco = goods.filter((good) => good.categoryId === 'tobacco');
    expect(tobacco.every((good) => good.noDiscount && good.noAccrual && good.noRedemption)).toBe(true);
  });

  test('every lowest category has goods', () => {
    const parents = new Set(bundle.categories.map((category) => category.parentId));
    const used = new Set(goods.map((good) => good.categoryId));
    expect(bundle.categories.filter(({ id }) => !parents.has(id) && !used.has(id))).toEqual([]);
  });
});

describe('promotions', () => {
  test.each(['ru', 'kk', 'en'] as const)('no two are called the same in %s', (language) => {
    const names = bundle.promotions.map(({ name }) => name[language] ?? '');
    expect(names.filter((name, place) => name.length < 3 || names.indexOf(name) !== place)).toEqual([]);
  });

  test('every one of them gives something in a golden receipt', () => {
    const given = new Set(bundle.goldenReceipts.flatMap(({ expected: { promotions, messages, gifts = [], couponsIssued = [] } }) => [...promotions, ...messages, ...gifts, ...couponsIssued].map(({ promotionId }) => promotionId)));
    expect(bundle.promotions.map(({ id }) => id).filter((id) => !given.has(id))).toEqual([]);
  });
});

describe('customers', () => {
  const cards = accounts.flatMap((account) => account.cards);

  test('2,000 accounts with different cards of the scheme, from all stores', () => {
    expect(accounts).toHaveLength(2_000);
    expect(new Set(accounts.map((account) => account.accountId)).size).toBe(2_000);
    expect(new Set(cards.map((card) => card.number)).size).toBe(cards.length);
    const readings = cards.map((card) => readCardNumber(bundle.cardSchemes, card.number));
    expect(new Set(readings.map((reading) => (reading.ok ? reading.storeDigits : reading.reason)))).toEqual(new Set(['01', '02', '03', '04', '05']));
  });

  test('all card states, tiers and birthdays occur, and some people have two cards', () => {
    expect(new Set(cards.map((card) => card.state))).toEqual(new Set(['issued', 'active', 'restricted', 'blocked', 'replaced']));
    expect(new Set(accounts.map((account) => account.tier))).toEqual(new Set(bundle.tiers.map((tier) => tier.id)));
    expect(accounts.filter((account) => account.birthday === '02-29').length).toBeGreaterThanOrEqual(5);
    expect(accounts.some((account) => account.cards.length === 2)).toBe(true);
    const untils = new Set(accounts.map((account) => account.favourite?.until));
    expect(untils).toEqual(new Set([undefined, '2027-12-31', '2026-03-31']));
  });

  test('a persona is an account of the shop, with its card or one in the app, and what a till does not learn from its centre', () => {
    const files = readdirSync(join(folder, 'personas'));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const persona = JSON.parse(readFileSync(join(folder, 'personas', file), 'utf8')) as CustomerState;
      const account = accounts.find(({ accountId }) => accountId === persona.accountId);
      expect(persona).toMatchObject({ tier: account?.tier, availablePoints: account?.openingPoints, holds: [] });
      expect([persona.givenName, persona.birthday, persona.favourite]).toEqual([account?.givenName, account?.birthday, account?.favourite]);
      const { card } = persona;
      expect(account?.cards.some(({ number, state }) => number === card.number && state === card.state) ?? false).toBe(!card.number.startsWith('29008'));
      expect(readCardNumber(bundle.cardSchemes, card.number)).toMatchObject({ ok: true, number: card.number });
    }
  });

  test('the short form of a card in the app is no plastic card', () => {
    expect(readCardNumber(bundle.cardSchemes, '0200001')).toMatchObject({ ok: true, number: expect.stringMatching(/^29008/) });
    expect(readCardNumber(bundle.cardSchemes, '020001')).toMatchObject({ ok: true, number: expect.stringMatching(/^290077/) });
  });
});
