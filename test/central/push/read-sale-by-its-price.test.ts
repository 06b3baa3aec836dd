import { describe, expect, it } from 'vitest';
import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { readByPrice, takeApart } from '../../../sync/central/push/read-sale-by-its-price.ts';
import { compileTestBundle, testSale } from '../kit/test-sale.ts';
import { anna, testBundle } from '../kit/test-shop.ts';

const compiled = compileTestBundle(testBundle());
const sale = testSale(compiled, { customer: anna });
const stored = (payload: string) => ({ kind: 'sale-committed', schema: 1, payload });
const readQuickly = (payload: string) => {
  const apart = takeApart(stored(payload));
  return apart === undefined ? undefined : readByPrice(compiled, apart)?.body;
};
const text = JSON.stringify(sale);
const result = JSON.stringify(sale.result);

describe('a sale that is read by its price', () => {
  it.each<{ title: string; sale: SaleCommitted }>([
    { title: 'of a customer', sale },
    { title: 'of nobody', sale: testSale(compiled) },
    { title: 'priced afresh at commit', sale: { ...sale, repricedAtCommit: true } },
  ])('is what reading all of it gives: $title', ({ sale: each }) => {
    const read = readOperation(stored(JSON.stringify(each)));
    expect(read).toMatchObject({ ok: true });
    expect({ ok: true, body: readQuickly(JSON.stringify(each)) }).toEqual(read);
  });

  it.each([
    { title: 'whose result is another one', payload: text.replace('"pointsEarned":', '"pointsEarned":1') },
    { title: 'whose result says the same in other words', payload: text.replace(result, ` ${result}`) },
    { title: 'with a result inside of something else', payload: text.replace(`,"result":${result}`, '').replace('"basket":{', `"basket":{"x":1,"result":${result},`) },
    { title: 'with a second result behind', payload: text.replace(',"effects":', ',"effects":[],"result":{},"effects":') },
    { title: 'with a second result before', payload: text.replace('{"programmeId"', '{"result":{},"programmeId"') },
    { title: 'with a field that nobody knows', payload: text.replace('{"programmeId"', '{"x":1,"programmeId"') },
    { title: 'that is cut off', payload: text.slice(0, -1) },
    { title: 'that goes on behind its end', payload: `${text}}` },
    { title: 'that is no object', payload: `[${text}]` },
    { title: 'without a result', payload: text.replace(`,"result":${result}`, '') },
    { title: 'with a basket that cannot be priced', payload: text.replace('"sku":"milk"', '"sku":"bread"').replace('"quantityMilli":2000', '"quantityMilli":-1') },
  ])('is left to be read whole: one $title', ({ payload }) => {
    expect(payload).not.toBe(text);
    expect(readQuickly(payload)).toBeUndefined();
  });

  it('is taken apart only where it is a sale of the schema that is known', () => {
    expect(takeApart({ kind: 'return-committed', schema: 1, payload: text })).toBeUndefined();
    expect(takeApart({ kind: 'sale-committed', schema: 2, payload: text })).toBeUndefined();
  });
});
