import { describe, expect, test } from 'vitest';
import { compiledExample, exampleBundle } from '../kit/shop.ts';

describe('the goods of a bundle', () => {
  const { milk } = exampleBundle().goods;
  const { goods } = compiledExample({ goods: { milk: { ...milk!, barcodes: ['4870000000012', '96385074'] } } });

  test('are found by sku, each with one set of facts', () => {
    expect(goods.get('milk')).toMatchObject({ sku: 'milk', good: { barcodes: ['4870000000012', '96385074'] } });
    expect(goods.get('milk')).toBe(goods.get('milk'));
  });

  test('are no goods by a name that every object has', () => {
    for (const name of ['bread', 'constructor', 'toString', '__proto__']) expect(goods.get(name)).toBeUndefined();
  });

  test('are found by each of their barcodes, in any form', () => {
    for (const barcode of ['4870000000012', '04870000000012', '96385074']) expect(goods.getByBarcode(barcode)).toBe(goods.get('milk'));
    expect(goods.getByBarcode('4870000000999')).toBeUndefined();
  });

  test('have barcodes of the lengths that they are given with', () => {
    expect([8, 12, 13].filter((length) => goods.hasBarcodesOf(length))).toEqual([8, 13]);
  });
});
