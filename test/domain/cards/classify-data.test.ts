import { describe, expect, it } from 'vitest';
import { ScannedThing } from '../../../agent/contract/scan.ts';
import { classifyCode } from '../../../agent/domain/cards/classify-code.ts';
import { findCodeProblem } from '../../../agent/domain/cards/check-codes.ts';
import { gs1CheckDigit } from '../../../agent/domain/cards/gs1-check-digit.ts';
import { priceVerifier } from '../../../agent/domain/cards/price-verifier.ts';
import type { Symbology } from '../../../agent/domain/codes/symbology.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { compiledExample, exampleGoods } from '../kit/shop.ts';

const gs = '\u001d';
const withCheck = (digits: string): string => digits + gs1CheckDigit(digits);
const compiled = compiledExample({
  goods: { ...exampleGoods, milk: { ...exampleGoods['milk']!, barcodes: ['4870000000012'] } },
  coupons: [{ id: 'gcn', name: { ru: 'Купон' }, series: { prefix: '9501', length: 18 } }, { id: 'hello', name: { ru: 'Привет' }, codes: ['HELLO', '9900000000013'] }],
  priceCodes: [{ prefix: '23', itemDigits: 5, priceDigits: 5 }, { prefix: '24', itemDigits: 5, priceDigits: 4, skipDigits: 1, stepMinor: 100 }],
});
const mark = `010487000000001221a!"%;${gs}91EE06${gs}92abcd`;
const classify = (code: string, symbology?: Symbology) => classifyCode(compiled, code, symbology);

describe('a code that says of itself what it is', () => {
  it.each([
    ['a marked good', mark, undefined],
    ['a marked good behind an AIM identifier', `]d2${mark}`, undefined],
    ['a marked good with FNC1 in front', `${gs}${mark}`, undefined],
    ['a marked good that the scanner calls a Data Matrix', mark, 'gs1-data-matrix'],
  ] as const)('is a good with its mark whole: %s', (_, code, symbology) => {
    expect(classify(code, symbology)).toMatchObject({ kind: 'good', sku: 'milk', quantityMilli: 1000, mark });
  });

  it('is a packet of tobacco with its mark whole', () => {
    const packet = '04870000000012aB3!&?xA01BZz09';
    expect(classify(packet)).toMatchObject({ kind: 'good', sku: 'milk', mark: packet });
  });

  it.each([
    ['an element string of the GTIN alone', '0104870000000012'],
    ['a lot behind it', `010487000000001210LOT`],
    ['brackets', '(01)04870000000012(10)LOT(17)261231'],
    ['a Digital Link', 'https://id.gs1.org/01/04870000000012/10/LOT'],
    ['the code of goods behind an AIM identifier', ']E04870000000012'],
  ])('is a good without a mark: %s', (_, code) => {
    const thing = classify(code);
    expect(thing).toMatchObject({ kind: 'good', sku: 'milk' });
    expect(thing).not.toHaveProperty('mark');
  });

  it('is a good of the label’s own weight', () => {
    const cheese = compiledExample({ goods: { cheese: { ...exampleGoods['cheese']!, barcodes: ['4870000000012'] } } });
    expect(classifyCode(cheese, '010487000000001231030012341526123110A', 'databar')).toMatchObject({ kind: 'good', sku: 'cheese', quantityMilli: 1234 });
  });

  it.each([
    ['a listed code', 'HELLO', ['hello']],
    ['a listed code that looks like a good', '9900000000013', ['hello']],
    ['a GS1 coupon number', `255${withCheck('950110153000')}12345`, ['gcn']],
  ])('is a coupon: %s', (_, code, couponIds) => {
    expect(classify(code, 'gs1-128')).toMatchObject({ kind: 'coupon', couponIds });
  });

  it.each([['LR1.ABC', 'return-code'], ['LC1.ABC', 'claim-code']])('%s is a %s', (code, kind) => {
    expect(classify(code)).toEqual({ kind, code });
  });

  it.each([
    ['coupon number of GS1', withCheck('990000000002'), undefined, 'coupon-unknown'],
    ['coupon in an element string', `255${withCheck('111111111111')}`, 'gs1-128', 'coupon-unknown'],
    ['mark without separators', `010487000000001221a!"%;5x91EE0692abcdefghij`, undefined, 'mark-separator-lost'],
    ['element string with a wrong check digit', `0104870000000013${gs}`, undefined, 'gs1-wrong'],
    ['compressed link', 'https://example.com/AQnYUc1gmCQAAAAB', undefined, 'link-compressed'],
    ['marked good of another chain', `01${withCheck('0487000099999')}21x`, undefined, 'good-unknown'],
    ['web address', 'https://example.com/menu', undefined, 'nothing-known'],
  ] as const)('is unknown, and says so: %s', (_, code, symbology, looksLike) => {
    expect(classify(code, symbology)).toMatchObject({ kind: 'unknown', looksLike });
  });

  it('has the shape that the local API promises', () => {
    const check = compileValidator(ScannedThing);
    for (const code of [mark, 'HELLO', 'LR1.A', 'LC1.A', `0104870000000013${gs}`, 'https://example.com/AQnYUc1gmCQAAAAB']) expect(check(classify(code))).toMatchObject({ ok: true });
  });
});

describe('the check digit of a price or a weight', () => {
  it.each([
    // By hand from the tables of GS1: 2875 counts 4 + 5 + 1 + 3 = 13, three times that is 39. 14685 counts 5 + 8 + 7 + 4 + 9 = 33, to 40 are 7, which is what a 6 counts.
    ['2875', 9], ['14685', 6], ['0000', 0], ['00000', 0],
    // 1 counts 2, 2, 3, 5 by its place, three times that is 6, 6, 9, 15.
    ['1000', 6], ['0100', 6], ['0010', 9], ['0001', 5],
    // 1 counts 5, 2, 5, 5, 2: what is left to ten is 5, 8, 5, 5, 8, which a 1 counts and a 4.
    ['10000', 1], ['01000', 4], ['00100', 1], ['00010', 1], ['00001', 4],
    ['123', undefined], ['123456', undefined], ['12a4', undefined],
  ])('of %s is %s', (digits, verifier) => {
    expect(priceVerifier(digits)).toBe(verifier);
  });

  it.each([4, 5])('tells every single wrong digit among %d', (count) => {
    for (let number = 0; number < 10 ** count; number += 97) {
      const right = String(number).padStart(count, '0');
      for (let place = 0; place < count; place += 1) {
        const seen = new Set(Array.from({ length: 10 }, (_, digit) => priceVerifier(`${right.slice(0, place)}${digit}${right.slice(place + 1)}`)));
        expect(seen.size, `${right} at ${place}`).toBe(10);
      }
    }
  });

  const layouts = compiledExample({
    weightCodes: [{ prefix: '21', itemDigits: 5, verifier: true, weightDigits: 4 }, { prefix: '22', itemDigits: 4, verifier: true, weightDigits: 5 }, { prefix: '25', itemDigits: 5, weightDigits: 5 }, { prefix: '26', itemDigits: 6, weightDigits: 4 }, { prefix: '27', itemDigits: 4, weightDigits: 6 }],
    priceCodes: [{ prefix: '23', itemDigits: 5, verifier: true, priceDigits: 4 }, { prefix: '24', itemDigits: 4, verifier: true, priceDigits: 5 }, { prefix: '28', itemDigits: 4, skipDigits: 1, priceDigits: 5 }, { prefix: '29', itemDigits: 6, priceDigits: 4 }],
    goods: { cheese: { ...exampleGoods['cheese']!, barcodes: ['0017', '00017', '000017'] } },
    cardSchemes: [],
  });

  it.each([
    ['four digits of a weight', '210001792875', 2875, 4000], ['five digits of a weight', '220017614685', 14_685, 4000],
    ['four digits of a price', '230001792875', 1000, 2875], ['five digits of a price', '240017614685', 1000, 14_685],
    ['no weight: there is none', '250001702875', 2875, 4000], ['a weight of four digits without one', '260000172875', 2875, 4000], ['a weight of six digits', '270017014685', 14_685, 4000],
    ['a price behind a digit that means nothing', '280017300100', 25, 4000], ['a price of four digits without one', '290000170100', 25, 4000],
  ])('is right before %s', (_, digits, quantityMilli, unitPriceMinor) => {
    expect(classifyCode(layouts, withCheck(digits))).toMatchObject({ kind: 'good', sku: 'cheese', quantityMilli, unitPriceMinor });
  });

  it.each(['21000170', '21000178', '22001779', '2300017', '2400175'])('that is another is no label: %s…', (beginning) => {
    const number = beginning.startsWith('21') || beginning.startsWith('23') ? '2875' : '14685';
    const digits = (beginning + '0'.repeat(12)).slice(0, 12 - number.length) + number;
    expect(classifyCode(layouts, withCheck(digits))).toEqual({ kind: 'unknown', looksLike: 'good-wrong-check-digit' });
  });

  it('is that of four or five digits, and fills the thirteen with the rest', () => {
    const path = (priceCodes: NonNullable<Parameters<typeof findCodeProblem>[0]['priceCodes']>): string | undefined => findCodeProblem({ cardSchemes: [], weightCodes: [], priceCodes }, new Set())?.path;
    expect(path([{ prefix: '23', itemDigits: 5, verifier: true, priceDigits: 4 }])).toBeUndefined();
    expect(path([{ prefix: '23', itemDigits: 5, verifier: true, priceDigits: 5 }])).toBe('/priceCodes/0');
    expect(path([{ prefix: '23', itemDigits: 4, verifier: true, priceDigits: 6 }])).toBe('/priceCodes/0/verifier');
  });
});

describe('a price label', () => {
  const cheesePrice = exampleGoods['cheese']!.priceMinor;

  it('is so much of the good as costs just that', () => {
    const cost = cheesePrice / 2;
    expect(classify(withCheck(`2300017${String(cost).padStart(5, '0')}`))).toMatchObject({ kind: 'good', sku: 'cheese', quantityMilli: 500, unitPriceMinor: cheesePrice });
  });

  it('is one at its price where no gram costs just that', () => {
    const odd = compiledExample({ goods: { cheese: { ...exampleGoods['cheese']!, priceMinor: 700_000 } }, priceCodes: [{ prefix: '23', itemDigits: 5, priceDigits: 5 }] });
    expect(classifyCode(odd, withCheck('230001700123'))).toMatchObject({ quantityMilli: 1000, unitPriceMinor: 123 });
  });

  it('passes over a digit of its own and counts in steps where the layout says so', () => {
    const thing = classify(withCheck('240001790012'));
    expect(thing.kind === 'good' && Math.round((thing.quantityMilli * thing.unitPriceMinor) / 1000)).toBe(1200);
  });

  it.each([[withCheck('230001700000'), 'good-unknown'], [withCheck('239999900100'), 'good-unknown'], ['2300017001000', 'good-wrong-check-digit']])('%s is left to a person: %s', (code, looksLike) => {
    expect(classify(code)).toEqual({ kind: 'unknown', looksLike });
  });
});
