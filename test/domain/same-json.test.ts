import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';
import { sameJson } from '../../agent/domain/same-json.ts';

function byText(one: unknown, other: unknown): boolean {
  try {
    return canonicalJson(one) === canonicalJson(other);
  } catch {
    return false;
  }
}

const value = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
/** The same with its keys in another order, and sometimes something else in it */
function changed(json: unknown, other: unknown, isOther: () => boolean): unknown {
  if (isOther()) return other;
  if (Array.isArray(json)) return json.map((entry) => changed(entry, other, isOther));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).toReversed().map(([name, entry]) => [name, changed(entry, other, isOther)]));
}

describe('sameJson', () => {
  it('says what a comparison of the canonical JSON says', () => {
    fc.assert(fc.property(value, value, fc.infiniteStream(fc.nat(12)), (json, other, dice) => {
      const near = changed(json, other, () => dice.next().value === 0);
      expect(sameJson(json, near)).toBe(byText(json, near));
      expect(sameJson(near, json)).toBe(byText(near, json));
      expect(sameJson(json, other)).toBe(byText(json, other));
    }));
  });

  it.each([
    ['a field that is undefined and one that is left out', { a: 1, b: undefined }, { a: 1 }, true],
    ['one field more', { a: 1 }, { a: 1, b: 2 }, false],
    ['a list and a record of the same entries', ['x'], { 0: 'x' }, false],
    ['nothing and an empty record', null, {}, false],
    ['zero with and without a sign', -0, 0, true],
    ['half of a surrogate pair with itself', { name: '\ud800' }, { name: '\ud800' }, false],
    ['a number that is none with itself', Number.NaN, Number.NaN, false],
    ['infinity with itself', [Infinity], [Infinity], false],
  ])('compares %s', (_, one, other, expected) => {
    expect(sameJson(one, other)).toBe(expected);
    expect(sameJson(other, one)).toBe(expected);
  });
});
