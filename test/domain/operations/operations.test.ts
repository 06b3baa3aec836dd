import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { canonicalOperation } from '../../../agent/domain/operations/canonical-operation.ts';
import { genesisHash } from '../../../agent/domain/operations/operation.ts';
import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import { saleOf, soldLine } from '../kit/sale.ts';

const anyText = fc.string({ unit: 'binary' });
const anyFields = fc.record({
  journalId: anyText, seq: fc.integer(), opId: anyText, kind: anyText, schema: fc.integer(), atMs: fc.maxSafeInteger(), wallMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
  clock: fc.constantFrom('synced', 'estimated', 'suspect'), payloadSha256: anyText, prev: anyText,
});

describe('canonicalOperation', () => {
  const fields = {
    journalId: 'journal-1', seq: 1, opId: 'op-1', kind: 'journal-opened', schema: 1, atMs: 1_795_330_800_000, wallMs: 1_795_330_800_500, clock: 'estimated' as const,
    payloadSha256: 'ab'.repeat(32), prev: genesisHash,
  };
  const text = `{"atMs":1795330800000,"clock":"estimated","journalId":"journal-1","kind":"journal-opened","opId":"op-1","payloadSha256":"${'ab'.repeat(32)}","prev":"${genesisHash}","schema":1,"seq":1,"v":1,"wallMs":1795330800500}`;

  test('is what every operation ever written was hashed from: it may not change', () => {
    expect(canonicalOperation(fields)).toBe(text);
    expect(createHash('sha256').update(text).digest('hex')).toBe('94461301c0f5170b1f864779b5036df8717e242797f04464c425daad19c48ed4');
  });

  test('covers the named fields only, in whatever order they come', () => {
    expect(canonicalOperation(Object.fromEntries([['payload', '{}'], ...Object.entries(fields).toReversed()]) as unknown as typeof fields)).toBe(text);
  });

  test('is RFC 8785 JSON, whatever stands in the fields', () => {
    fc.assert(fc.property(anyFields, (any) => {
      expect(canonicalOperation(any)).toBe(canonicalJson({ v: 1, ...any }));
    }));
  });

  test.each([
    { opId: '\ud800' }, { kind: 'half \udc00 a character' }, { journalId: '\ud800' }, { clock: '\udc00' as 'synced' }, { payloadSha256: '\ud800' }, { prev: '\udc00' },
    { seq: Number.NaN }, { schema: Number.NaN }, { atMs: -Infinity }, { wallMs: Infinity },
  ])('refuses what canonical JSON cannot say: %j', (unsayable) => {
    expect(() => canonicalOperation({ ...fields, ...unsayable })).toThrow(TypeError);
    expect(() => canonicalJson({ ...fields, ...unsayable })).toThrow(TypeError);
  });
});

describe('readOperation', () => {
  const sale = saleOf([soldLine()]);

  test('reads what was written', () => {
    expect(readOperation({ kind: 'sale-committed', schema: 1, payload: canonicalJson(sale) })).toEqual({ ok: true, body: { kind: 'sale-committed', schema: 1, payload: sale } });
  });

  test.each([
    { name: 'a kind of a newer version', stored: { kind: 'card-engraved', schema: 1, payload: '{}' }, invalid: { code: 'unknown-kind', path: '/kind' } },
    { name: 'a kind of a newer version, whatever its schema and its form', stored: { kind: 'card-engraved', schema: 2, payload: '{"' }, invalid: { code: 'unknown-kind', path: '/kind' } },
    { name: 'a kind that objects inherit', stored: { kind: 'constructor', schema: 1, payload: '{}' }, invalid: { code: 'unknown-kind', path: '/kind' } },
    { name: 'a schema of a newer version', stored: { kind: 'sale-committed', schema: 2, payload: '{}' }, invalid: { code: 'unknown-kind', path: '/schema' } },
    { name: 'a payload that is not JSON', stored: { kind: 'sale-committed', schema: 1, payload: '{"' }, invalid: { code: 'bad-request', path: '/payload', detail: 'is not JSON' } },
    { name: 'a payload of another kind', stored: { kind: 'sale-cancelled', schema: 1, payload: canonicalJson(sale) }, invalid: { code: 'bad-request', path: '/payload/basket' } },
    { name: 'a payload with money as a float', stored: { kind: 'sale-committed', schema: 1, payload: canonicalJson({ ...sale, result: { ...sale.result, payableMinor: 0.5 } }) }, invalid: { code: 'bad-request', path: '/payload/result/payableMinor' } },
  ])('says what is wrong with $name', ({ stored, invalid }) => {
    expect(readOperation(stored)).toMatchObject({ ok: false, invalid });
  });
});
