import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardScheme } from '../../../agent/domain/cards/card-scheme.ts';
import { ean13CheckDigit, makeCardNumber, readCardNumber } from '../../../agent/domain/cards/card-number.ts';

const plastic: CardScheme = { id: 'plastic', name: { ru: 'Карта' }, prefix: '290077', storeDigits: 2, serialDigits: 4, check: 'ean13' };
const virtual: CardScheme = { id: 'virtual', name: { ru: 'Телефон' }, prefix: '9', storeDigits: 0, serialDigits: 9, check: 'none' };

describe('ean13CheckDigit', () => {
  test.each([['487000000001', '2'], ['400638133393', '1'], ['000000000000', '0'], ['290077010001', '7']])('of %s is %s', (first12, digit) => {
    expect(ean13CheckDigit(first12)).toBe(digit);
  });

  test.each(['48700000000', '4870000000012', '48700000000x'])('refuses %s', (digits) => {
    expect(() => ean13CheckDigit(digits)).toThrow(RangeError);
  });
});

describe('readCardNumber', () => {
  test.each([
    { code: '2900770100017', reading: { ok: true, number: '2900770100017', schemeId: 'plastic', storeDigits: '01' }, name: 'a full number' },
    { code: ' 2900770100017\r\n', reading: { ok: true, number: '2900770100017', schemeId: 'plastic', storeDigits: '01' }, name: 'a full number as a scanner ends it' },
    { code: '010001', reading: { ok: true, number: '2900770100017', schemeId: 'plastic', storeDigits: '01' }, name: 'a short form, which tells the store' },
    { code: '9000000042', reading: { ok: true, number: '9000000042', schemeId: 'virtual', storeDigits: '' }, name: 'a number without check digit' },
    { code: '000000042', reading: { ok: true, number: '9000000042', schemeId: 'virtual', storeDigits: '' }, name: 'its short form' },
    { code: '2900770100019', reading: { ok: false, reason: 'wrong-check-digit', expectedCheckDigit: '7' }, name: 'a mistyped number' },
    { code: '2900780100013', reading: { ok: false, reason: 'not-a-card' }, name: 'another prefix' },
    { code: '01000', reading: { ok: false, reason: 'not-a-card' }, name: 'too few digits' },
    { code: '01000x', reading: { ok: false, reason: 'not-a-card' }, name: 'letters' },
    { code: '', reading: { ok: false, reason: 'not-a-card' }, name: 'nothing' },
  ])('$name: $code', ({ code, reading }) => {
    expect(readCardNumber([plastic, virtual], code)).toEqual(reading);
  });

  test('reads what makeCardNumber made, in full and in short', () => {
    fc.assert(fc.property(fc.nat({ max: 99 }), fc.nat({ max: 9999 }), (store, serial) => {
      const number = makeCardNumber(plastic, store, serial);
      const reading = { ok: true, number, schemeId: 'plastic', storeDigits: String(store).padStart(2, '0') };
      expect(readCardNumber([plastic, virtual], number)).toEqual(reading);
      expect(readCardNumber([plastic, virtual], number.slice(6, 12))).toEqual(reading);
    }), { numRuns: 300 });
  });

  test('names a single wrong digit, whichever it is', () => {
    fc.assert(fc.property(fc.nat({ max: 9999 }), fc.integer({ min: 6, max: 12 }), fc.integer({ min: 1, max: 9 }), (serial, place, change) => {
      const number = makeCardNumber(plastic, 1, serial);
      const wrong = number.slice(0, place) + String((Number(number[place]) + change) % 10) + number.slice(place + 1);
      expect(readCardNumber([plastic, virtual], wrong)).toMatchObject({ ok: false, reason: 'wrong-check-digit' });
    }), { numRuns: 300 });
  });
});

test.each([
  { scheme: plastic, store: 100, serial: 1 }, { scheme: plastic, store: 1, serial: 10_000 }, { scheme: plastic, store: -1, serial: 1 }, { scheme: plastic, store: 1.5, serial: 1 },
  // Without a check digit nothing else would notice.
  { scheme: virtual, store: 0, serial: -1 }, { scheme: virtual, store: 0, serial: 1.5 }, { scheme: virtual, store: 1, serial: 1 },
])('makeCardNumber refuses store $store and serial $serial of $scheme.id cards', ({ scheme, store, serial }) => {
  expect(() => makeCardNumber(scheme, store, serial)).toThrow(RangeError);
});
