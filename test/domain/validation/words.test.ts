import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import { describe, expect, test } from 'vitest';
import { Basket } from '../../../agent/domain/basket/basket.ts';
import { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { CustomerState } from '../../../agent/domain/customer/account.ts';
import { AmountMinor, Digits, Id, IdKey, InstantMs, Keyed, LocalDate, maxAmount, MonthDay, Points, QuantityMilli, ShareBasisPoints, SignedPoints, Strict } from '../../../agent/domain/scalars.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { customerWith, exampleBundle, linesOf, promotionOf } from '../kit/shop.ts';

function detailOf(schema: Type.TSchema, value: unknown): string {
  const checked = compileValidator(schema)(value);
  return checked.ok ? 'right' : `${checked.invalid.path} ${checked.invalid.detail}`.trim();
}

describe('a scalar that is wrong says what is expected', () => {
  test.each([
    [LocalDate, '2026-11-22', 'right'],
    [LocalDate, '2024-02-29', 'right'],
    [LocalDate, '2000-02-29', 'right'],
    [LocalDate, '2026-02-29', 'must be a date like 2026-11-22'],
    [LocalDate, '1900-02-29', 'must be a date like 2026-11-22'],
    [LocalDate, '2026-04-31', 'must be a date like 2026-11-22'],
    [LocalDate, '2026-00-10', 'must be a date like 2026-11-22'],
    [LocalDate, '22.11.2026', 'must be a date like 2026-11-22'],
    [LocalDate, '2026-11-22T00:00', 'must be a date like 2026-11-22'],
    [LocalDate, '', 'must be a date like 2026-11-22'],
    [LocalDate, 20_261_122, 'must be a text: a date like 2026-11-22'],
    [MonthDay, '02-29', 'right'],
    [MonthDay, '02-30', 'must be a month and a day of it like 11-22'],
    [MonthDay, '2026-11-22', 'must be a month and a day of it like 11-22'],
    [Id, 'two words', 'must be an id: 1 to 80 characters of A–Z a–z 0–9 . _ : @ -'],
    [Id, '', 'must not be empty'],
    [Id, 7, 'must be a text: an id: 1 to 80 characters of A–Z a–z 0–9 . _ : @ -'],
    [Digits(6, 20), '12345', 'must be 6 to 20 digits'],
    [Digits(4, 4), '123', 'must be 4 digits'],
    [Points, 1.5, "must be points in the programme's sub-unit, a whole number from 0"],
    [Points, -1, "must be points in the programme's sub-unit, a whole number from 0"],
    [Points, '5', "must be points in the programme's sub-unit, a whole number from 0"],
    [Points, maxAmount + 1, `must be points in the programme's sub-unit, a whole number from 0 to ${maxAmount}`],
    [SignedPoints, 0.5, "must be points in the programme's sub-unit, a whole number"],
    [SignedPoints, -maxAmount - 1, `must be points in the programme's sub-unit, a whole number from -${maxAmount}`],
    [AmountMinor, '12.50', 'must be money in minor units, a whole number from 0'],
    [QuantityMilli, 0, 'must be a quantity in thousandths, a whole number from 1 to 1000000000'],
    [ShareBasisPoints, 10_001, 'must be a share of the whole in basis points, a whole number from 0 to 10000'],
    [InstantMs, '2026-11-22T10:00Z', 'must be milliseconds since 1970-01-01T00:00Z, a whole number from 0'],
    [Type.Number({ maximum: 1 }), 2, 'must be a number to 1'],
    [Type.String({ pattern: '^x$' }), 'y', 'does not have the described form'],
    [Type.String({ pattern: '^x$' }), 1, 'must be a text'],
    [Keyed(IdKey, Points), { 'a b': 1 }, '/a b is not a known field here: each name is an id: 1 to 80 characters of A–Z a–z 0–9 . _ : @ -'],
    [Type.Record(Type.String({ pattern: '^x$' }), Points, { additionalProperties: false }), { y: 1 }, '/y is not a known field here: its name has another form'],
    [Strict({ x: Type.Optional(Points) }), { y: 1 }, '/y is not a known field here'],
  ] as const)('%# %j', (schema, value, detail) => {
    expect(detailOf(schema, value)).toBe(detail);
  });
});

describe('whatever is wrong in a document, nobody reads a regular expression', () => {
  const wrong = ['', ' ', 'two words', '22.11.2026', '2026-13-01', 1.5, -1, 1e300, Number.NaN, null, true, [], {}] as const;
  const documents: readonly [string, Type.TSchema, unknown][] = [
    ['bundle', Bundle, exampleBundle({ promotions: [promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }, { when: { kind: 'period', from: '2026-11-01', to: '2026-11-30' } })], coupons: [{ id: 'c', name: { ru: 'К' }, series: { prefix: '7', length: 8 } }], flags: [{ id: 'f', on: [{ agentFrom: '1.4.0' }] }] })],
    ['basket', Basket, { lines: linesOf('milk 2 × 500'), coupons: ['TEN'] }],
    ['customer', CustomerState, customerWith({ birthday: '11-22', joinedOn: '2025-11-22', favourite: { categoryId: 'dairy', until: '2026-11-22' } })],
  ];

  test.each(documents)('in a %s', (_, schema, document) => {
    const validate = compileValidator(schema);
    expect(validate(document)).toMatchObject({ ok: true });
    const told = leavesOf(document).flatMap((path) => wrong.map((value) => validate(changedAt(document, path, value)))).flatMap((checked) => (checked.ok ? [] : [checked.invalid.detail]));
    expect(told.length).toBeGreaterThan(50);
    expect(told.filter((detail) => /[\^$\\]|described form/.test(detail))).toEqual([]);
  });

  test('every pattern of the product has its words beside it', () => {
    const root = join(import.meta.dirname, '..', '..', '..');
    const lines = ['agent', 'sync', 'drivers'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.includes('node_modules')).flatMap((name) => readFileSync(join(root, folder, name), 'utf8').split('\n')));
    const patterns = lines.filter((line) => /Type\.String\(\{.*\bpattern\b/.test(line));
    expect(patterns.length).toBeGreaterThan(30);
    expect(patterns.filter((line) => line.split(/\bpattern\b/).length !== line.split(/\bdescription\b/).length)).toEqual([]);
  });
});

type Path = readonly (string | number)[];

/** Where the scalars of a document stand. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, Array.isArray(value) ? Number(key) : key]));
}

function changedAt(document: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const copy = structuredClone(document) as Record<string | number, unknown>;
  copy[key] = changedAt(copy[key], rest, value);
  return copy;
}
