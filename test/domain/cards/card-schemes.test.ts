import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCardNumber, readCardOf } from '../../../agent/domain/cards/card-number.ts';
import type { CardNumbering, CardScheme } from '../../../agent/domain/cards/card-scheme.ts';

const plastic: CardScheme = { id: 'plastic', name: { ru: 'Карта' }, prefix: '290077', storeDigits: 2, serialDigits: 4, check: 'ean13', storeIds: { '01': 'centre' } };
const discount: CardScheme = { id: 'discount', name: { ru: 'Скидочная' }, prefix: '2955', storeDigits: 3, serialDigits: 3, check: 'none', ranges: [{ from: '2955000000', to: '2955099999' }] };
const bank: CardScheme = { id: 'bank', name: { ru: 'Банк' }, prefix: '45', storeDigits: 0, serialDigits: 13, check: 'luhn', partner: { ru: 'Банк' }, ranges: [{ from: '453914880000000', to: '453914889999999' }] };
const cards: CardNumbering = { cardSchemes: [plastic, discount, bank], foreignCards: [{ name: { ru: 'Дала' }, from: '9310000000000', to: '9319999999999' }] };

describe('several schemes, partners and other chains at once', () => {
  test.each([
    { name: 'a card that names its store', code: '2900770100017', reading: { ok: true, number: '2900770100017', schemeId: 'plastic', storeDigits: '01', storeId: 'centre' } },
    { name: 'a card whose digits name no store', code: '2900770200014', reading: { ok: true, number: '2900770200014', schemeId: 'plastic', storeDigits: '02' } },
    { name: 'a partner’s card with a Luhn digit (the example of ISO/IEC 7812 texts)', code: '4539148803436467', reading: { ok: true, number: '4539148803436467', schemeId: 'bank', storeDigits: '' } },
    { name: 'a partner’s card that is mistyped', code: '4539148803436460', reading: { ok: false, reason: 'wrong-check-digit', expectedCheckDigit: '7' } },
    { name: 'a number outside the partner’s ranges', code: '4539148700000003', reading: { ok: false, reason: 'not-a-card' } },
    { name: 'the serial of a partner’s card', code: '9148803436467', reading: { ok: false, reason: 'not-a-card' } },
    { name: 'another chain’s card', code: '9311234567890', reading: { ok: false, reason: 'other-chain', chain: { ru: 'Дала' } } },
    { name: 'the number behind the other chain’s', code: '9320000000000', reading: { ok: false, reason: 'not-a-card' } },
    { name: 'a number of the other chain with a digit more', code: '93112345678901', reading: { ok: false, reason: 'not-a-card' } },
    { name: 'a short form of one scheme: the other has no such number', code: '100001', reading: { ok: true, number: '2900771000019', schemeId: 'plastic', storeDigits: '10' } },
    {
      name: 'a short form of two schemes', code: ' 010001 ', reading: {
        ok: false, reason: 'ambiguous', choices: [
          { number: '2900770100017', schemeId: 'plastic', storeDigits: '01', storeId: 'centre' }, { number: '2955010001', schemeId: 'discount', storeDigits: '010' },
        ],
      },
    },
  ])('$name: $code', ({ code, reading }) => {
    expect(readCardOf(cards, code)).toEqual(reading);
  });

  test('whatever digit stands last, it is read or the one that fits is told', () => {
    fc.assert(fc.property(fc.constantFrom(plastic, bank), fc.nat({ max: 9_999 }), fc.nat({ max: 9 }), (scheme, serial, last) => {
      const number = makeCardNumber(scheme, scheme === bank ? 0 : 7, scheme === bank ? 3_914_880_000_000 + serial : serial);
      const reading = readCardOf(cards, number.slice(0, -1) + String(last));
      expect(reading).toMatchObject(number.endsWith(String(last)) ? { ok: true, number } : { ok: false, reason: 'wrong-check-digit', expectedCheckDigit: number.at(-1) });
    }));
  });

  test('a Luhn digit tells every single wrong digit', () => {
    fc.assert(fc.property(fc.nat({ max: 9_999_999 }), fc.nat({ max: 15 }), fc.integer({ min: 1, max: 9 }), (serial, place, change) => {
      const number = makeCardNumber(bank, 0, 3_914_880_000_000 + serial);
      const wrong = number.slice(0, place) + String((Number(number[place]) + change) % 10) + number.slice(place + 1);
      expect(readCardOf(cards, wrong).ok).toBe(false);
    }));
  });

  test('no number is made outside the ranges', () => {
    expect(makeCardNumber(discount, 99, 999)).toBe('2955099999');
    expect(() => makeCardNumber(discount, 100, 0)).toThrow(RangeError);
  });
});
