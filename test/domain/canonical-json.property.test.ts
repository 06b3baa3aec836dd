import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';

describe('canonicalJson', () => {
  it('writes one text whatever the order of the keys, for few keys and for many', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 }), fc.infiniteStream(fc.nat()), (keys, numbers) => {
      const entries = keys.map((key, at) => [key, at] as const);
      const shuffled = entries.map((entry) => [numbers.next().value ?? 0, entry] as const).sort((a, b) => a[0] - b[0]).map(([, entry]) => entry);
      expect(canonicalJson(Object.fromEntries(shuffled))).toBe(canonicalJson(Object.fromEntries(entries)));
    }));
  });

  it('leaves out what is undefined, as JSON does', () => {
    expect(canonicalJson({ b: undefined, a: { c: undefined, d: 1 } })).toBe('{"a":{"d":1}}');
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = { cyclic };
  it.each([
    ['NaN', { a: Number.NaN }], ['an infinity', [Number.POSITIVE_INFINITY]], ['a lone surrogate', { a: ['\uD800'] }], ['a lone surrogate in a key', { '\uD800': 1 }],
    ['a cycle', cyclic], ['undefined', undefined], ['a function', () => 1], ['a BigInt', { a: 1n }],
  ])('throws on %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
