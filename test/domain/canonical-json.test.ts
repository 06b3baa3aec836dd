import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';

describe('canonicalJson writes RFC 8785', () => {
  test.each([
    { name: 'keys in the order of UTF-16 code units', value: { b: 1, a: 2, 'é': 3, A: 4, '10': 5, '9': 6, '': 7 }, text: '{"":7,"10":5,"9":6,"A":4,"a":2,"b":1,"é":3}' },
    { name: 'the keys of the RFC’s own example', value: { '€': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One', '😀': 'Emoji: Grinning Face', '\u0080': 'Control', 'ö': 'Latin Small Letter O With Diaeresis' }, text: '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}' },
    { name: 'numbers as ECMAScript does', value: [0, -0, 1e21, 1e-7, 4.5, Number('333333333.33333329'), 2 ** 53], text: '[0,0,1e+21,1e-7,4.5,333333333.3333333,9007199254740992]' },
    { name: 'lists in their order, with nothing between', value: { list: [3, 1, 2, [], {}], nothing: null, yes: true }, text: '{"list":[3,1,2,[],{}],"nothing":null,"yes":true}' },
    { name: 'control characters escaped, everything else as it is', value: 'ж\u0001"\\/\n', text: '"ж\\u0001\\"\\\\/\\n"' },
    { name: 'without members that are undefined', value: { a: undefined, b: { c: undefined, d: 1 } }, text: '{"b":{"d":1}}' },
    { name: 'an own key named like the prototype', value: JSON.parse('{"__proto__":1,"a":2}') as unknown, text: '{"__proto__":1,"a":2}' },
  ])('$name', ({ value, text }) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test('is the same for every order of the keys, and reads back as the value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(withReversedKeys(value))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }), { numRuns: 500 });
  });

  test('of 5,000 levels is written without exhausting the stack', () => {
    const depth = 5000;
    expect(canonicalJson(JSON.parse('['.repeat(depth) + ']'.repeat(depth)))).toBe('['.repeat(depth) + ']'.repeat(depth));
  });

  test.each([
    { name: 'NaN', value: Number.NaN }, { name: 'an infinity inside', value: { a: [Number.POSITIVE_INFINITY] } }, { name: 'undefined', value: undefined },
    { name: 'a function', value: () => 1 }, { name: 'half a surrogate pair', value: 'a\uD800' }, { name: 'half a surrogate pair in a key', value: { '\uDC00': 1 } }, { name: 'a bigint', value: { a: 1n } },
    { name: 'a cycle', value: cycle() },
  ])('$name has none', ({ value }) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

function cycle(): unknown {
  const object: Record<string, unknown> = {};
  object['self'] = object;
  return object;
}

function withReversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value).toReversed()) copy[key] = withReversedKeys(member);
  return copy;
}
