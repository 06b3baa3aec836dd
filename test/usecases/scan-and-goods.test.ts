import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findGoods } from '../../agent/usecases/find-goods.ts';
import { identify } from '../../agent/usecases/identify.ts';
import { scan } from '../../agent/usecases/scan.ts';
import { exampleGoods } from '../domain/kit/shop.ts';
import { cardNumber, noonMs, openTestTill } from './kit/test-till.ts';
import type { TestTill } from './kit/test-till.ts';

const milkBarcode = exampleGoods['milk']!.barcodes[0]!;

describe('codes and goods', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
  });
  afterEach(() => {
    test.close();
  });

  it.each([
    [cardNumber(1), { kind: 'card', cardNumber: cardNumber(1) }],
    ['010001', { kind: 'card', cardNumber: cardNumber(1) }],
    [milkBarcode, { kind: 'good', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 500 }],
    [`${milkBarcode.slice(0, 12)}${(Number(milkBarcode[12]) + 1) % 10}`, { kind: 'unknown', looksLike: 'good-wrong-check-digit' }],
    ['hello', { kind: 'unknown', looksLike: 'nothing-known' }],
  ])('says what %s is', (code, thing) => {
    expect(scan(test.till, { code, source: 'wedge' })).toMatchObject({ ok: true, scan: { code, source: 'wedge', atMs: noonMs, thing } });
  });

  it.each([
    ['сыр', 10, ['cheese']],
    ['48700000000', 10, ['milk', 'bread']],
    ['MIL', 10, ['milk']],
    [' MIL ', 10, ['milk']],
    ['alatau', 10, ['cheese']],
    ['подарочная ложка', 10, []],
    ['', 2, ['milk', 'cheese']],
    ['подарочная КАРТА', 10, ['gift']],
    ['nothing like it', 10, []],
  ])('finds goods for “%s”', (query, limit, skus) => {
    const found = findGoods(test.till, { query, limit });
    expect(found.ok && found.goods.map(({ sku }) => sku)).toEqual(skus);
  });

  it('gives every scan an id of its own: a code that is scanned twice is two goods', () => {
    const [one, other] = [scan(test.till, { code: milkBarcode, source: 'wedge' }), scan(test.till, { code: milkBarcode, source: 'wedge' })];
    expect(one.ok && one.scan.scanId).not.toBe(other.ok && other.scan.scanId);
  });

  it('says that it is not ready before the first bundle', () => {
    test.compiled = undefined;
    expect(identify(test.till, { code: cardNumber(1) })).toMatchObject({ ok: false, code: 'not-ready' });
    expect(scan(test.till, { code: '1', source: 'api' })).toMatchObject({ ok: false, code: 'not-ready' });
    expect(findGoods(test.till, { query: '', limit: 1 })).toMatchObject({ ok: false, code: 'not-ready' });
  });
});
