import Type from 'typebox';
import { describe, expect, test } from 'vitest';
import { Basket } from '../../agent/domain/basket/basket.ts';
import { Localized, Strict } from '../../agent/domain/scalars.ts';
import { compileValidator } from '../../agent/domain/validate.ts';
import { linesOf } from './kit/shop.ts';

const validateBasket = compileValidator(Basket);
const [line] = linesOf('milk 1 × 500');

describe('a validator says where a value is wrong, and why', () => {
  test('passes the value itself where it is right', () => {
    const basket = { lines: [line] };
    expect(validateBasket(basket)).toEqual({ ok: true, value: basket });
  });

  test.each([
    { name: 'money as a float', value: { lines: [{ ...line, unitPriceMinor: 1.5 }] }, path: '/lines/0/unitPriceMinor', detail: 'must be money in minor units, a whole number from 0' },
    { name: 'money as a text', value: { lines: [{ ...line, unitPriceMinor: '150' }] }, path: '/lines/0/unitPriceMinor', detail: 'must be money in minor units, a whole number from 0' },
    { name: 'a negative quantity', value: { lines: [line, { ...line, quantityMilli: -1000 }] }, path: '/lines/1/quantityMilli', detail: 'must be a quantity in thousandths, a whole number from 1 to 1000000000' },
    { name: 'a quantity of zero', value: { lines: [{ ...line, quantityMilli: 0 }] }, path: '/lines/0/quantityMilli', detail: 'must be a quantity in thousandths, a whole number from 1 to 1000000000' },
    { name: 'a quantity beyond the limit', value: { lines: [{ ...line, quantityMilli: 1e12 }] }, path: '/lines/0/quantityMilli', detail: 'must be a quantity in thousandths, a whole number from 1 to 1000000000' },
    { name: 'null for a number', value: { lines: [{ ...line, quantityMilli: null }] }, path: '/lines/0/quantityMilli', detail: 'must be a quantity in thousandths, a whole number from 1 to 1000000000' },
    { name: 'a misspelt field', value: { lines: [{ ...line, discount: 5 }] }, path: '/lines/0/discount', detail: 'is not a known field here' },
    { name: 'a field with a slash in its name', value: { lines: [], 'a/b~c': 1 }, path: '/a~1b~0c', detail: 'is not a known field here' },
    { name: 'a missing field', value: { lines: [{ ...line, sku: undefined }].map(({ sku: _sku, ...rest }) => rest) }, path: '/lines/0/sku', detail: 'is missing' },
    { name: 'an empty id', value: { lines: [{ ...line, sku: '' }] }, path: '/lines/0/sku', detail: 'must not be empty' },
    { name: 'an id with a blank', value: { lines: [{ ...line, sku: 'a b' }] }, path: '/lines/0/sku', detail: 'must be an id: 1 to 80 characters of A–Z a–z 0–9 . _ : @ -' },
    { name: 'an id that is too long', value: { lines: [{ ...line, sku: 'a'.repeat(81) }] }, path: '/lines/0/sku', detail: 'must have at most 80 characters' },
    { name: 'a text for a list', value: { lines: 'milk' }, path: '/lines', detail: 'must be a list' },
    { name: 'a list for an object', value: { lines: [[]] }, path: '/lines/0', detail: 'must be an object' },
    { name: 'nothing', value: undefined, path: '', detail: 'must be an object' },
    { name: 'too many lines', value: { lines: Array.from({ length: 2001 }, () => line) }, path: '/lines', detail: 'must have at most 2000 items' },
  ])('$name', ({ value, path, detail }) => {
    expect(validateBasket(value)).toEqual({ ok: false, invalid: { code: 'bad-request', path, detail } });
  });
});

describe('a union is entered by its tag', () => {
  const Shape = Type.Union([Strict({ kind: Type.Literal('circle'), radius: Type.Integer() }), Strict({ kind: Type.Literal('square'), side: Type.Integer() })]);
  const validate = compileValidator(Strict({ shapes: Type.Array(Shape, { minItems: 1 }) }));

  test.each([
    { name: 'an unknown kind is named with those that are known', shape: { kind: 'star' }, invalid: { code: 'unknown-kind', path: '/shapes/0/kind', detail: '"star" is not known; it must be one of "circle", "square"' } },
    { name: 'a missing kind', shape: {}, invalid: { code: 'bad-request', path: '/shapes/0/kind', detail: 'is missing; it must be one of "circle", "square"' } },
    { name: 'a kind that is no text', shape: { kind: 7 }, invalid: { code: 'bad-request', path: '/shapes/0/kind', detail: '7 is not known; it must be one of "circle", "square"' } },
    { name: 'a kind that is a list of 100,000 levels', shape: { kind: JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown }, invalid: { code: 'bad-request', path: '/shapes/0/kind', detail: 'a list is not known; it must be one of "circle", "square"' } },
    { name: 'a kind that is an object', shape: { kind: { kind: 'circle' } }, invalid: { code: 'bad-request', path: '/shapes/0/kind', detail: 'an object is not known; it must be one of "circle", "square"' } },
    { name: 'a kind that may be the number of a card', shape: { kind: '2900770100017' }, invalid: { code: 'unknown-kind', path: '/shapes/0/kind', detail: '"2900*******17" is not known; it must be one of "circle", "square"' } },
    { name: 'a kind that would be inherited', shape: Object.create({ kind: 'circle' }) as unknown, invalid: { code: 'bad-request', path: '/shapes/0/kind' } },
    { name: 'no object at all', shape: 'circle', invalid: { code: 'bad-request', path: '/shapes/0', detail: 'must be an object with a kind' } },
    { name: 'the fault lies inside the variant that was meant', shape: { kind: 'square', side: 1.5 }, invalid: { code: 'bad-request', path: '/shapes/0/side', detail: 'must be a whole number' } },
  ])('$name', ({ shape, invalid }) => {
    expect(validate({ shapes: [shape] })).toMatchObject({ ok: false, invalid });
  });

  test('an empty list that must not be empty', () => {
    expect(validate({ shapes: [] })).toMatchObject({ ok: false, invalid: { path: '/shapes', detail: 'must have at least 1 items' } });
  });

  test('another tag than kind is no unknown kind, and a long value is cut', () => {
    const answer = compileValidator(Type.Union([Strict({ outcome: Type.Literal('held') }), Strict({ outcome: Type.Literal('refused') })]))({ outcome: 'x'.repeat(500) });
    expect(answer).toMatchObject({ ok: false, invalid: { code: 'bad-request', path: '/outcome' } });
    expect(JSON.stringify(answer).length).toBeLessThan(250);
  });
});

describe('other forms', () => {
  test('a vocabulary lists its words', () => {
    const validate = compileValidator(Type.Union([Type.Literal('piece'), Type.Literal('kg')]));
    expect(validate('litre')).toEqual({ ok: false, invalid: { code: 'bad-request', path: '', detail: 'must be one of "piece", "kg"' } });
  });

  test('where a word may stand for an object, an object is asked what its tag says', () => {
    const validate = compileValidator(Type.Union([Type.Literal('never'), Strict({ policy: Type.Literal('some'), most: Type.Integer() }), Strict({ policy: Type.Literal('all'), hours: Type.Integer(), ofEveryCustomer: Type.Integer() })]));
    expect(validate('never')).toMatchObject({ ok: true });
    expect(validate({ policy: 'some', most: 'x' })).toMatchObject({ ok: false, invalid: { path: '/most', detail: 'must be a whole number' } });
    expect(validate({ policy: 'other' })).toMatchObject({ ok: false, invalid: { path: '/policy', detail: '"other" is not known; it must be one of "some", "all"' } });
    expect(validate(7)).toMatchObject({ ok: false, invalid: { path: '' } });
  });

  test('a union without a tag answers for the variant that came furthest', () => {
    const validate = compileValidator(Type.Union([Type.Integer(), Strict({ size: Type.Integer() })]));
    expect(validate({ size: 'x' })).toMatchObject({ ok: false, invalid: { path: '/size', detail: 'must be a whole number' } });
  });

  test.each([
    { schema: Type.Boolean(), value: 1, detail: 'must be true or false' },
    { schema: Type.Null(), value: 1, detail: 'must be null' },
    { schema: Type.Number(), value: 'x', detail: 'must be a number' },
    { schema: Type.Literal(1), value: 2, detail: 'must be 1' },
    { schema: Type.String({ minLength: 3 }), value: 'ab', detail: 'must have at least 3 characters' },
    { schema: Type.Integer(), value: Number.NaN, detail: 'must be a whole number' },
  ])('$detail', ({ schema, value, detail }) => {
    expect(compileValidator(schema)(value)).toMatchObject({ ok: false, invalid: { path: '', detail } });
  });

  test('characters are counted as the check counts them, so that no right text is blamed for another fault', () => {
    const validate = compileValidator(Strict({ name: Type.String({ minLength: 2, maxLength: 2 }), age: Type.Integer() }));
    expect(validate({ name: '😀😀', age: 1 })).toMatchObject({ ok: true });
    expect(validate({ name: '😀😀', age: 'x' })).toMatchObject({ ok: false, invalid: { path: '/age' } });
    expect(validate({ name: '😀', age: 1 })).toMatchObject({ ok: false, invalid: { path: '/name', detail: 'must have at least 2 characters' } });
  });

  test('a keyword that is not explained is still checked', () => {
    expect(compileValidator(Type.Integer({ multipleOf: 5 }))(7)).toEqual({ ok: false, invalid: { code: 'bad-request', path: '', detail: 'does not have the described form' } });
  });

  test('a text without its Russian is refused', () => {
    expect(compileValidator(Localized)({ en: 'Milk' })).toMatchObject({ ok: false, invalid: { path: '/ru', detail: 'is missing' } });
  });
});
