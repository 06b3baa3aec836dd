import fc from 'fast-check';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { Condition } from '../../../agent/domain/promotions/condition.ts';
import { Localized, Strict } from '../../../agent/domain/scalars.ts';
import { countingNames } from '../../../agent/domain/validation/count-names.ts';

const Shape = Strict({ kind: Type.Literal('a'), one: Type.Optional(Type.Integer()), two: Type.Optional(Strict({ deep: Type.Optional(Type.Boolean()) })) });

function checks(schema: Type.TSchema): { plain: (value: unknown) => boolean; counting: (value: unknown) => boolean } {
  const plain = Compile(schema);
  const counting = Compile(countingNames(schema));
  return { plain: (value) => plain.Check(value), counting: (value) => counting.Check(value) };
}

describe('counting names', () => {
  it('lets the same objects through, whatever of their members is known, missing, unknown or wrong', () => {
    const { plain, counting } = checks(Shape);
    const member = fc.oneof(fc.constant('a'), fc.integer(), fc.boolean(), fc.constant(undefined), fc.dictionary(fc.constantFrom('deep', 'other'), fc.boolean()));
    const verdicts = new Set<boolean>();
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('kind', 'one', 'two', 'three', 'toString', 'constructor'), member, { noNullPrototype: true }), (other) => {
      for (const value of [other, { ...other, kind: 'a' }]) {
        verdicts.add(plain(value));
        expect(counting(value)).toBe(plain(value));
      }
    }), { numRuns: 2_000 });
    expect(verdicts.size).toBe(2);
  });

  it('refuses a member that JSON calls __proto__', () => {
    const { plain, counting } = checks(Shape);
    const value: unknown = JSON.parse('{"kind":"a","__proto__":{"one":1}}');
    expect([plain(value), counting(value)]).toEqual([false, false]);
  });

  it('finds an unknown name in a schema that refers to itself', () => {
    const { plain, counting } = checks(Condition);
    const value = (names: object) => ({ kind: 'not', of: { kind: 'all', of: [{ kind: 'purchase', every: 3, ...names }] } });
    expect([plain(value({})), counting(value({}))]).toEqual([true, true]);
    expect([plain(value({ evry: 3 })), counting(value({ evry: 3 }))]).toEqual([false, false]);
  });

  it('leaves the schema that it was given as it is', () => {
    countingNames(Localized);
    expect(Localized).toHaveProperty('additionalProperties', false);
  });
});
