import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonBreak, sayNotJson } from '../../../agent/domain/validation/json-break.ts';

describe('a text that is not JSON', () => {
  it.each([
    ['a comma too many in a list', '[1,]', 'line 1, column 4'],
    ['a comma too many in an object', '{\n  "a": 1,\n}', 'line 3, column 1'],
    ['a comma that is missing', '{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3'],
    ['a name without quotes', '{a: 1}', 'line 1, column 2'],
    ['a name in single quotes', "{\n\t'a': 1}", 'line 2, column 2'],
    ['a name alone', '{"a"}', 'line 1, column 5'],
    ['a colon alone', '{"a":}', 'line 1, column 6'],
    ['the bracket of the other kind', '[1}', 'line 1, column 3'],
    ['a bracket too many', '[]\r\n]', 'line 2, column 1'],
    ['a string that goes on over its line', '{"a": "b\n"}', 'line 1, column 9'],
    ['a string without its end', '["a', 'line 1, column 4'],
    ['an escape that is none', String.raw`["a\n\x"]`, 'line 1, column 6'],
    ['an escape without its digits', String.raw`["\u00e"]`, 'line 1, column 3'],
    ['a comment', '[\n  // one\n  1\n]', 'line 2, column 3'],
    ['a number with a zero before it', '[01]', 'line 1, column 3'],
    ['a number without its fraction', '[1.]', 'line 1, column 3'],
    ['a number that is none', '[NaN]', 'line 1, column 2'],
    ['a word cut off', '[tru', 'line 1, column 2'],
    ['what is cut off', '{"lines":', 'line 1, column 10'],
    ['nothing at all', '', 'line 1, column 1'],
    ['empty lines', '\n\r\n\r ', 'line 4, column 2'],
    ['a space that is none of JSON', '[\u00A01]', 'line 1, column 2'],
  ])('is told by the place of %s', (_, text, place) => {
    expect(isJson(text)).toBe(false);
    expect(sayNotJson(text)).toBe(`is not JSON: ${place}`);
  });

  it('names the mark of the byte order, which no editor shows at its place', () => {
    expect(sayNotJson('\uFEFF[]')).toBe('is not JSON: it begins with a byte order mark, save it as UTF-8 without BOM');
  });

  it('says nothing of a place where there is none', () => {
    expect(sayNotJson('{"a":[1,{}]}')).toBe('is not JSON');
  });

  it('may nest deep and be long', () => {
    expect(findJsonBreak('['.repeat(1_000_000))).toBe(1_000_000);
    const long = `["${String.raw`abc\"`.repeat(300_000)}"`;
    expect(findJsonBreak(long)).toBe(long.length);
  });
});

/** Texts of JSON, on one line or indented */
const anyJson = fc.tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2, '\t')).map(([value, space]) => JSON.stringify(value, null, space));
const characters = [...'[]{}:,"\\ \n-+.0159eEtruefalsnx/'.split(''), '\u0000', '\u00A0', '\uD83D'];
/** Texts near to JSON: a piece of one replaced by a few characters */
const nearlyJson = fc
  .tuple(anyJson, fc.nat(), fc.nat({ max: 3 }), fc.array(fc.constantFrom(...characters), { maxLength: 3 }))
  .map(([text, place, dropped, put]) => {
    const at = place % (text.length + 1);
    return `${text.slice(0, at)}${put.join('')}${text.slice(at + dropped)}`;
  });
const anyText = fc.oneof(nearlyJson, fc.array(fc.constantFrom(...characters), { maxLength: 12 }).map((drawn) => drawn.join('')));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the place where a text breaks', () => {
  it('is there just where JSON.parse refuses the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(findJsonBreak(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('is the one that the engine tells, where it tells one, or before it within a word, number or escape', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const told = positionToldFor(text);
        const found = findJsonBreak(text);
        fc.pre(told !== undefined && found !== undefined);
        expect(text.slice(found, told)).toMatch(/^(?:[-+.\w]*|\\u?[\dA-Fa-f]*)$/);
        expect(found).toBeLessThanOrEqual(told);
      }),
      { numRuns: 2000 },
    );
  });

  it('is at a character that stands nowhere in JSON, or at the word, number or escape that it breaks', () => {
    fc.assert(
      fc.property(anyJson, fc.nat(), (text, place) => {
        const at = place % (text.length + 1);
        const found = findJsonBreak(`${text.slice(0, at)}\u0000${text.slice(at)}`) ?? Infinity;
        expect(found).toBeLessThanOrEqual(at);
        expect(text.slice(found, at)).toMatch(/^(?:[-+.\w]*|\\u?[\dA-Fa-f]*)$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the end of a text that was cut off, or a word, number or escape at its end', () => {
    fc.assert(
      fc.property(anyJson, fc.nat(), (text, place) => {
        const cut = text.slice(0, place % text.length);
        const found = findJsonBreak(cut);
        fc.pre(found !== undefined);
        expect(cut.slice(found)).toMatch(/^(?:[-+.\w]*|\\u?[\dA-Fa-f]*)$/);
      }),
      { numRuns: 2000 },
    );
  });
});

/** V8 says "at position 7" of many mistakes, and of others none. */
function positionToldFor(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const told = /at position (\d+)/.exec((error as Error).message)?.[1];
    return told === undefined ? undefined : Number(told);
  }
}
