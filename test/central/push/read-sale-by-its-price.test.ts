import { describe, expect, it } from 'vitest';
import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { Promotion } from '../../../agent/domain/promotions/promotion.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
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

  it('is what reading all of it gives where a field comes twice: the last of them counts', () => {
    const twice = text.replace('{"programmeId"', '{"result":{},"programmeId":"other","programmeId"');
    expect(twice).not.toBe(text);
    expect({ ok: true, body: readQuickly(twice) }).toEqual(readOperation(stored(twice)));
  });

  it.each([
    { title: 'whose result is another one', payload: text.replace('"pointsEarned":', '"pointsEarned":1') },
    { title: 'whose result says the same in other words', payload: text.replace(result, ` ${result}`) },
    { title: 'with a result inside of something else', payload: text.replace(`,"result":${result}`, '').replace('"basket":{', `"basket":{"x":1,"result":${result},`) },
    { title: 'with a second result behind', payload: text.replace(',"effects":', ',"effects":[],"result":{},"effects":') },
    { title: 'with a result inside of something else as well', payload: text.replace('"basket":{', `"basket":{"x":1,"result":${result},`) },
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

  describe('whose bundle says', () => {
    const saying = (ru: string) => {
      const message: Promotion = { id: 'says', name: { ru: 'says' }, groupId: 'main', priority: 1, when: { kind: 'all', of: [] }, goods: { kind: 'all' }, reward: { kind: 'message', to: 'slip', text: { ru } } };
      const saysSo = compileTestBundle(testBundle({ promotions: [message] }));
      const payload = JSON.stringify(testSale(saysSo));
      const apart = takeApart(stored(payload));
      if (apart === undefined) throw new Error('it cannot be taken apart');
      return { payload, resultText: apart.resultText, body: readByPrice(saysSo, apart)?.body, whole: readOperation(stored(payload)) };
    };

    it('what looks like half of a surrogate pair in the words of a bundle is none, and the sale is read by its price', () => {
      const { resultText, body, whole } = saying(String.raw`a path C:\udata`);
      expect(resultText).toContain(String.raw`\ud`);
      expect(body).toMatchObject({ payload: { result: { messages: [{ promotionId: 'says' }] } } });
      expect({ ok: true, body }).toEqual(whole);
    });

    it.each(['half \uD83D of it', 'half \uDE00 of it'])('%j is no bundle', (ru) => {
      expect(() => saying(ru)).toThrow('half of a surrogate pair');
    });

    it.each([{ code: 'half \uD83D', isWhole: false }, { code: 'both 😀', isWhole: true }])('a coupon %j, which the result repeats: it is read by its price only where it has whole characters', ({ code, isWhole }) => {
      const { result: _result, effects, ...other } = testSale(compiled);
      const basket = { ...other.basket, coupons: [code] };
      const payload = JSON.stringify({ ...other, basket, result: price(compiled, { basket, storeId: other.storeId, time: other.time }), effects });
      const apart = takeApart(stored(payload));
      expect(apart?.resultText).toContain(JSON.stringify(code));
      expect(readQuickly(payload) !== undefined).toBe(isWhole);
      expect(readOperation(stored(payload)).ok).toBe(true);
    });

    it('a whole pair is read by its price', () => {
      const { body, whole } = saying('both halves 😀');
      expect({ ok: true, body }).toEqual(whole);
    });
  });

  it('is taken apart only where it is a sale of the schema that is known', () => {
    expect(takeApart({ kind: 'return-committed', schema: 1, payload: text })).toBeUndefined();
    expect(takeApart({ kind: 'sale-committed', schema: 2, payload: text })).toBeUndefined();
  });
});
