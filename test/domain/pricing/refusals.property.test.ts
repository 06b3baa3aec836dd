import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Basket } from '../../../agent/domain/basket/basket.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import { CustomerState } from '../../../agent/domain/customer/account.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { anySmallSale } from '../kit/any-small-sale.ts';
import { exampleHash } from '../kit/shop.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** A way to a place in a document. */
type Path = (string | number)[];

const runs = { numRuns: 500 };
const anySale = anySmallSale({ lines: 4, promotions: 6 });
const validateBasket = compileValidator(Basket);
const validateCustomer = compileValidator(CustomerState);

/** In a text only what JSON can say; in a value that never was a text anything. */
const notInJson = fc.constantFrom(0.5, 1e300, 2 ** 53, -(2 ** 53));
const notEvenANumber = fc.oneof(notInJson, fc.constantFrom(Number.NaN, Infinity, -Infinity));

describe('a number that is not whole or too large, and a field that nobody knows, are refused with their place', () => {
  test('in a bundle', () => {
    fc.assert(fc.property(anySale, fc.nat(), notInJson, ({ bundle }, place, wrong) => {
      const { document, path } = spoilNumber(asJson(bundle), place, wrong);
      const loaded = loadBundle(JSON.stringify(document), exampleHash);
      expect(loaded).toMatchObject({ ok: false, invalid: { path: pointerOf(path) } });
    }), runs);
    fc.assert(fc.property(anySale, fc.nat(), ({ bundle }, place) => {
      const { document, path } = addField(asJson(bundle), place);
      const loaded = loadBundle(JSON.stringify(document), exampleHash);
      expect(loaded).toMatchObject({ ok: false, invalid: { path: pointerOf(path) } });
    }), runs);
  });

  test('in a basket', () => {
    fc.assert(fc.property(anySale.filter(({ input }) => input.basket.lines.length > 0), fc.nat(), notEvenANumber, ({ input }, place, wrong) => {
      const { document, path } = spoilNumber(asJson(input.basket), place, wrong);
      expect(validateBasket(document)).toMatchObject({ ok: false, invalid: { path: pointerOf(path) } });
    }), runs);
    fc.assert(fc.property(anySale, fc.nat(), ({ input }, place) => {
      const { document, path } = addField(asJson(input.basket), place);
      expect(validateBasket(document)).toMatchObject({ ok: false, invalid: { path: pointerOf(path) } });
    }), runs);
  });

  test('in the state of a customer', () => {
    const anyCustomer = anySale.map(({ input }) => input.customer).filter((customer) => customer !== undefined);
    fc.assert(fc.property(anyCustomer, fc.nat(), notEvenANumber, (customer, place, wrong) => {
      const { document, path } = spoilNumber(asJson(customer), place, wrong);
      expect(validateCustomer(document)).toMatchObject({ ok: false, invalid: { path: pointerOf(path) } });
    }), runs);
    fc.assert(fc.property(anyCustomer, fc.nat(), (customer, place) => {
      const { document, path } = addField(asJson(customer), place);
      expect(validateCustomer(document)).toMatchObject({ ok: false, invalid: { path: pointerOf(path) } });
    }), runs);
  });
});

function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** Another number in the place of one of the document's. */
function spoilNumber(document: Json, place: number, wrong: number): { document: Json; path: Path } {
  const paths = pathsTo(document, (value) => typeof value === 'number');
  const path = paths[place % paths.length] ?? [];
  return { document: replaced(document, path, () => wrong), path };
}

/** A field more in one of the document's objects. */
function addField(document: Json, place: number): { document: Json; path: Path } {
  const paths = pathsTo(document, (value) => typeof value === 'object' && value !== null && !Array.isArray(value));
  const path = paths[place % paths.length] ?? [];
  return { document: replaced(document, path, (value) => ({ ...(value as object), 'unknown field': 1 })), path: [...path, 'unknown field'] };
}

function pathsTo(value: Json, isWanted: (value: Json) => boolean, path: Path = []): Path[] {
  const here = isWanted(value) ? [path] : [];
  if (Array.isArray(value)) return [...here, ...value.flatMap((item, index) => pathsTo(item, isWanted, [...path, index]))];
  if (typeof value !== 'object' || value === null) return here;
  return [...here, ...Object.entries(value).flatMap(([key, item]) => pathsTo(item, isWanted, [...path, key]))];
}

function replaced(value: Json, [key, ...rest]: Path, change: (value: Json) => Json): Json {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, change) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, change) : item]));
}

function pointerOf(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
