import { describe, expect, test } from 'vitest';
import { ScannedThing } from '../../../agent/contract/scan.ts';
import { classifyCode } from '../../../agent/domain/cards/classify-code.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { hasGs1CheckDigit } from '../../../agent/domain/cards/barcode.ts';
import { gs1CheckDigit } from '../../../agent/domain/cards/gs1-check-digit.ts';
import { compiledExample, exampleBundle, exampleGoods } from '../kit/shop.ts';

const compiled = compiledExample({ goods: { ...exampleGoods, cola: { ...exampleGoods['milk']!, barcodes: ['0036000291452'] }, '777': { ...exampleGoods['gift']! } } });
const withCheck = (digits: string): string => digits + gs1CheckDigit(digits);

describe('classifyCode tells what a code is', () => {
  test.each([
    { name: 'a full card number', code: '2900770100017', cardNumber: '2900770100017' },
    { name: 'a card number with the end of line that a scanner adds', code: ' 2900770100017\r\n', cardNumber: '2900770100017' },
    { name: 'a card’s short form', code: '010001', cardNumber: '2900770100017' },
  ])('$name is a card', ({ code, cardNumber }) => {
    expect(classifyCode(compiled, code)).toEqual({ kind: 'card', cardNumber });
  });

  test.each([
    { name: 'an EAN-13', code: '4870000000012', sku: 'milk', quantityMilli: 1000 },
    { name: 'an EAN-8', code: '48700009', sku: 'bread', quantityMilli: 1000 },
    { name: 'a GTIN-14 of a good that the bundle has as an EAN-13', code: '04870000000012', sku: 'milk', quantityMilli: 1000 },
    { name: 'a UPC-A that the bundle has as an EAN-13', code: '036000291452', sku: 'cola', quantityMilli: 1000 },
    { name: 'a sku', code: 'milk', sku: 'milk', quantityMilli: 1000 },
    { name: 'a sku of digits', code: '777', sku: '777', quantityMilli: 1000 },
    { name: 'the code of weighed goods alone', code: '00017', sku: 'cheese', quantityMilli: 1000 },
    { name: 'a weight code of 1.234 kg', code: withCheck('210001701234'), sku: 'cheese', quantityMilli: 1234 },
  ])('$name is a good', ({ code, sku, quantityMilli }) => {
    const { name, unit, priceMinor } = compiled.goods.get(sku)!.good;
    expect(classifyCode(compiled, code)).toEqual({ kind: 'good', sku, name, unit, quantityMilli, unitPriceMinor: priceMinor });
  });

  test.each([
    { name: 'a good with a wrong check digit', code: '4870000000015', looksLike: 'good-wrong-check-digit' },
    { name: 'a weight code with a wrong check digit', code: '2100017012340', looksLike: 'good-wrong-check-digit' },
    { name: 'a weight code of a good that is not there', code: withCheck('219999901234'), looksLike: 'good-unknown' },
    { name: 'a weight code of nothing', code: withCheck('210001700000'), looksLike: 'good-unknown' },
    { name: 'a barcode that nobody knows', code: '4870000009992', looksLike: 'good-unknown' },
    { name: 'a GTIN-14 that nobody knows', code: withCheck('1487000000999'), looksLike: 'good-unknown' },
    { name: 'a GTIN of twelve digits that begins like a weight code', code: withCheck('21000170123'), looksLike: 'good-unknown' },
    { name: 'a text of eight letters', code: 'abcdefgh', looksLike: 'nothing-known' },
    { name: 'a text', code: 'hello', looksLike: 'nothing-known' },
    { name: 'the name of an object’s own method', code: 'constructor', looksLike: 'nothing-known' },
    { name: 'digits of no known length', code: '1234567', looksLike: 'nothing-known' },
    { name: 'blanks', code: '   ', looksLike: 'nothing-known' },
  ])('$name is unknown: $looksLike', ({ code, looksLike }) => {
    expect(classifyCode(compiled, code)).toEqual({ kind: 'unknown', looksLike });
  });

  test.each([
    { name: 'a card with a wrong check digit', code: '2900770100018', thing: { looksLike: 'card-wrong-check-digit', expectedCheckDigit: '7' } },
    { name: 'a card of another chain', code: '9310000000001', thing: { looksLike: 'card-of-other-chain', chain: { ru: 'Дала' } } },
    {
      name: 'a short form of two cards', code: '010001', thing: {
        looksLike: 'card-ambiguous',
        choices: [{ cardNumber: '2900770100017', scheme: { ru: 'Карта' }, store: { id: 'centre', name: { ru: 'Центр' } } }, { cardNumber: '777010001', scheme: { ru: 'Вторая' } }],
      },
    },
  ])('$name is unknown, with what would put it right', ({ code, thing }) => {
    const [plastic] = exampleBundle().cardSchemes;
    const bundle = {
      stores: [{ id: 'centre', name: { ru: 'Центр' }, region: 'city' }],
      cardSchemes: [{ ...plastic!, storeIds: { '01': 'centre' } }, { id: 'second', name: { ru: 'Вторая' }, prefix: '777', storeDigits: 0, serialDigits: 6, check: 'none' as const }],
      foreignCards: [{ name: { ru: 'Дала' }, from: '9310000000000', to: '9319999999999' }],
    };
    const several = compiledExample(bundle);
    expect(classifyCode(several, code)).toEqual({ kind: 'unknown', ...thing });
    expect(compileValidator(ScannedThing)(classifyCode(several, code)).ok).toBe(true);
    expect(classifyCode(several, '2900770100017')).toEqual({ kind: 'card', cardNumber: '2900770100017', store: { id: 'centre', name: { ru: 'Центр' } } });
  });

  test('a weight code of a good that is counted is left to a person', () => {
    const counted = compiledExample({ goods: { milk: { ...exampleGoods['milk']!, barcodes: ['00042'] } } });
    expect(classifyCode(counted, withCheck('210004200003'))).toEqual({ kind: 'unknown', looksLike: 'good-unknown' });
  });

  test('a short form is no card where barcodes of goods have that length', () => {
    const sixDigits = compiledExample({ goods: { milk: { ...exampleGoods['milk']!, barcodes: ['555555'] } } });
    expect(classifyCode(sixDigits, '010001')).toEqual({ kind: 'unknown', looksLike: 'nothing-known' });
    expect(classifyCode(sixDigits, '555555')).toMatchObject({ kind: 'good', sku: 'milk' });
  });

  describe('where a short form is as long as a full number or a label', () => {
    const [plastic] = exampleBundle().cardSchemes;
    const long = { id: 'long', name: { ru: 'Длинная' }, prefix: '7', storeDigits: 4, serialDigits: 9, check: 'none' } as const;

    test('a mistyped full number does not count as a full number of somebody else', () => {
      const mixed = compiledExample({ cardSchemes: [plastic!, long] });
      expect(classifyCode(mixed, '2900770100018')).toEqual({ kind: 'unknown', looksLike: 'good-wrong-check-digit' });
      expect(classifyCode(mixed, '72900770100018')).toEqual({ kind: 'card', cardNumber: '72900770100018' });
    });

    test('a weight label is a good', () => {
      const weighed = compiledExample({ cardSchemes: [long], goods: { cheese: exampleGoods['cheese']! } });
      expect(classifyCode(weighed, withCheck('210001701234'))).toMatchObject({ kind: 'good', sku: 'cheese', quantityMilli: 1234 });
      expect(classifyCode(weighed, withCheck('220001701234'))).toMatchObject({ kind: 'card' });
    });
  });

  test('a good’s own barcode wins over a card scheme that it would fit', () => {
    const code = '2900770100017';
    const own = compiledExample({ goods: { milk: { ...exampleGoods['milk']!, barcodes: [code] } }, cardSchemes: exampleBundle().cardSchemes });
    expect(classifyCode(own, code)).toMatchObject({ kind: 'good', sku: 'milk' });
  });
});

test('what it answers is what the local API calls a scanned thing', () => {
  const validate = compileValidator(ScannedThing);
  for (const code of ['2900770100017', '4870000000012', withCheck('210001701234'), 'hello']) {
    const thing: ScannedThing = classifyCode(compiled, code);
    expect(validate(thing)).toEqual({ ok: true, value: thing });
  }
});

test('the barcodes of the example are valid, or the tests above would prove nothing', () => {
  expect(['4870000000012', '48700009', '4870000000029', '036000291452', '4870000009992'].filter((code) => !hasGs1CheckDigit(code))).toEqual([]);
});
