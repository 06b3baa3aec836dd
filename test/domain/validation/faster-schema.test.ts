import fc from 'fast-check';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { Condition } from '../../../agent/domain/promotions/condition.ts';
import { Digits, IdKey, Keyed, Localized, Strict } from '../../../agent/domain/scalars.ts';
import { fasterSchema } from '../../../agent/domain/validation/faster-schema.ts';

const Shape = Strict({ kind: Type.Literal('a'), one: Type.Optional(Type.Integer()), two: Type.Optional(Strict({ deep: Type.Optional(Type.Boolean()) })) });

function checks(schema: Type.TSchema): { plain: (value: unknown) => boolean; faster: (value: unknown) => boolean } {
  const plain = Compile(schema);
  const faster = Compile(fasterSchema(schema));
  return { plain: (value) => plain.Check(value), faster: (value) => faster.Check(value) };
}

describe('a schema that is checked faster', () => {
  it('lets the same objects through, whatever of their members is known, missing, unknown or wrong', () => {
    const { plain, faster } = checks(Shape);
    const member = fc.oneof(fc.constant('a'), fc.integer(), fc.boolean(), fc.constant(undefined), fc.dictionary(fc.constantFrom('deep', 'other'), fc.boolean()));
    const verdicts = new Set<boolean>();
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('kind', 'one', 'two', 'three', 'toString', 'constructor'), member, { noNullPrototype: true }), (other) => {
      for (const value of [other, { ...other, kind: 'a' }]) {
        verdicts.add(plain(value));
        expect(faster(value)).toBe(plain(value));
      }
    }), { numRuns: 2_000 });
    expect(verdicts.size).toBe(2);
  });

  it('refuses a member that JSON calls __proto__', () => {
    const { plain, faster } = checks(Shape);
    const value: unknown = JSON.parse('{"kind":"a","__proto__":{"one":1}}');
    expect([plain(value), faster(value)]).toEqual([false, false]);
  });

  it('finds an unknown name in a schema that refers to itself', () => {
    const { plain, faster } = checks(Condition);
    const value = (names: object) => ({ kind: 'not', of: { kind: 'all', of: [{ kind: 'purchase', every: 3, ...names }] } });
    expect([plain(value({})), faster(value({}))]).toEqual([true, true]);
    expect([plain(value({ evry: 3 })), faster(value({ evry: 3 }))]).toEqual([false, false]);
  });

  it('lets the same keyed objects through, whatever their names and members are', () => {
    const { plain, faster } = checks(Strict({ byId: Keyed(IdKey, Shape), words: Type.Optional(Keyed(Digits(1, 2), Type.String({ minLength: 1 }))) }));
    const name = fc.constantFrom('a', 'b-1', '12', '123', 'ж', '', 'a b', '__proto__', 'constructor');
    const member = fc.constantFrom<unknown>({ kind: 'a' }, { kind: 'a', one: 1 }, { kind: 'b' }, { kind: 'a', three: 3 }, [], null, 'word', '');
    const keyed = fc.oneof({ weight: 9, arbitrary: fc.array(fc.tuple(name, member), { maxLength: 3 }).map((members) => JSON.parse(`{${members.map((it) => it.map((part) => JSON.stringify(part)).join(':')).join(',')}}`) as unknown) }, { weight: 1, arbitrary: fc.constantFrom<unknown>([], null, 'text') });
    const verdicts = { true: 0, false: 0 };
    fc.assert(fc.property(keyed, fc.option(keyed, { nil: undefined }), (byId, words) => {
      const value = words === undefined ? { byId } : { byId, words };
      verdicts[`${plain(value)}`] += 1;
      expect(faster(value)).toBe(plain(value));
    }), { numRuns: 3_000 });
    expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(100);
  });

  it('checks keyed members that refer to a schema further out', () => {
    const Tree = Type.Cyclic({ Tree: Strict({ leaf: Type.Optional(Type.Integer()), by: Type.Optional(Keyed(IdKey, Type.Ref('Tree'))) }) }, 'Tree');
    const { plain, faster } = checks(Tree);
    for (const [value, holds] of [[{ by: { a: { by: { b: { leaf: 1 } } } } }, true], [{ by: { a: { by: { b: { leaf: 'x' } } } } }, false], [{ by: { 'a b': {} } }, false]] as const) {
      expect([plain(value), faster(value)]).toEqual([holds, holds]);
    }
  });

  const number = Type.Integer();
  const named = { a: number, b: Type.Optional(number) };
  it.each<[string, Type.TSchema]>([
    ['named and of a form', Type.Object(named, { additionalProperties: false, patternProperties: { '^x': number } })],
    ['of two forms', Type.Unsafe<object>({ type: 'object', additionalProperties: false, patternProperties: { '^x': number, '^y': Type.Boolean() } })],
    ['named, and any others', Type.Object(named)],
    ['named, and any others, said so', Type.Object(named, { additionalProperties: true })],
    ['named, and others of one kind', Type.Object(named, { additionalProperties: Type.Boolean() })],
    ['of a form, and any others', Type.Unsafe<object>({ type: 'object', patternProperties: { '^x': number } })],
    ['of a form, and any others, said so', Type.Unsafe<object>({ type: 'object', patternProperties: { '^x': number }, additionalProperties: true })],
    ['of a form, and others of one kind', Type.Unsafe<object>({ type: 'object', patternProperties: { '^x': number }, additionalProperties: Type.Boolean() })],
    ['none at all', Type.Unsafe<object>({ type: 'object', additionalProperties: false })],
  ])('lets the same through where members are %s', (_, schema) => {
    const { plain, faster } = checks(schema);
    const members = fc.dictionary(fc.constantFrom('a', 'b', 'x', 'x1', 'y', 'z'), fc.constantFrom<unknown>(1, true), { noNullPrototype: true });
    fc.assert(fc.property(members, (value) => {
      expect(faster(value)).toBe(plain(value));
    }), { numRuns: 300 });
  });

  it('leaves the schema that it was given as it is', () => {
    fasterSchema(Localized);
    expect(Localized).toHaveProperty('additionalProperties', false);
  });
});
