import { describe, expect, it } from 'vitest';
import { applicationIdentifiers } from '../../../agent/domain/gs1/application-identifier.ts';
import { readBracketed, readElementString, writeBracketed, writeElementString } from '../../../agent/domain/gs1/element-string.ts';
import { findPairFault } from '../../../agent/domain/gs1/pairs.ts';

const marked = `0104600000000015215a!B%c"7\u001d91EE06\u001d92${'k'.repeat(44)}`;

describe('a GS1 element string', () => {
  it('of marked goods keeps every part, signs and all', () => {
    expect(readElementString(marked)).toEqual({
      ok: true,
      elements: [{ ai: '01', value: '04600000000015' }, { ai: '21', value: '5a!B%c"7' }, { ai: '91', value: 'EE06' }, { ai: '92', value: 'k'.repeat(44) }],
    });
  });

  it.each([
    ['FNC1 in front and behind', '\u001d10AB\u001d', [['10', 'AB']]],
    ['FNC1 behind a value that needs none', '0104600000000015\u001d10AB', [['01', '04600000000015'], ['10', 'AB']]],
    ['an AI of four digits', '3103001234', [['3103', '001234']]],
    ['day 00, the last of the month', '17250200', [['17', '250200']]],
    ['an optional part that is there', '4330000123-', [['4330', '000123-']]],
    ['five countries in one value', '425008012016020024', [['425', '008012016020024']]],
  ])('is read with %s', (_, text, elements) => {
    expect(readElementString(text)).toEqual({ ok: true, elements: elements.map(([ai, value]) => ({ ai, value })) });
  });

  it.each([
    ['nothing in it', '', 'no-data'],
    ['FNC1 alone', '\u001d', 'no-data'],
    ['an AI that nobody knows', '05123', 'unknown-ai'],
    ['a check digit that is wrong', '0104600000000016', 'incorrect-check-digit'],
    ['a value that ends too early', '01046000000', 'value-too-short'],
    ['FNC1 in the middle of a value of told length', '010460000\u001d0000015', 'value-too-short'],
    ['more than an AI may carry', '10' + 'A'.repeat(21), 'value-too-long'],
    ['a character that GS1 has not', '10А', 'invalid-cset82-character'],
    ['a day that no month has', '17250230', 'illegal-day'],
    ['letters among digits', '11A50101', 'non-digit-character'],
    ['an AI without its value', '10\u001d21A', 'value-too-short'],
    ['more than any symbol holds', '10'.padEnd(9000, 'A'), 'too-long'],
  ])('is refused with %s', (_, text, code) => {
    expect(readElementString(text)).toMatchObject({ ok: false, code });
  });

  it('is the same again after it was written in either form', () => {
    const read = readElementString(marked);
    if (!read.ok) throw new Error(read.code);
    expect(readElementString(writeElementString(read.elements))).toEqual(read);
    expect(readBracketed(writeBracketed(read.elements))).toEqual(read);
    expect(readBracketed(writeBracketed([{ ai: '10', value: 'A(1)' }]))).toEqual({ ok: true, elements: [{ ai: '10', value: 'A(1)' }] });
  });
});

describe('elements of one item', () => {
  it.each([
    ['a GTIN beside the GTIN of contents', '(01)12345678901231(02)12345678901231(37)1', 'exclusive'],
    ['a lot of nothing', '(10)AB', 'required-missing'],
    ['one of two that are needed', '(01)12345678901231(250)AB', 'required-missing'],
    ['the same AI with two values', '(01)12345678901231(10)A(10)B', 'repeated-with-another-value'],
    ['one measure with two decimal points', '(01)12345678901231(3102)000100(3103)001000', 'exclusive'],
  ])('are told from sound ones: %s', (_, text, code) => {
    const read = readBracketed(text);
    expect(read.ok && findPairFault(read.elements)?.code).toBe(code);
  });

  it.each(['(01)12345678901231(21)A(250)B', '(01)12345678901231(10)A(10)A', '(02)12345678901231(37)5(00)123456789012345675', '(8006)123456789012310102(21)A'])('go together: %s', (text) => {
    const read = readBracketed(text);
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && findPairFault(read.elements)).toBeUndefined();
  });
});

describe('the table of application identifiers', () => {
  it('has no AI that begins another', () => {
    const all = [...applicationIdentifiers.keys()];
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter((ai) => all.some((other) => other !== ai && other.startsWith(ai)))).toEqual([]);
  });
});
