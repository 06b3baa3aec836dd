import { describe, expect, it } from 'vitest';
import { CodeMalformed, createReader, createWriter } from '../../../../agent/domain/returns/slip/bytes.ts';

const written = (text: string): Uint8Array => {
  const writer = createWriter();
  writer.text(text);
  return writer.done();
};

describe('a text of a return code', () => {
  it.each([['one letter', 'a'], ['as long as may be', 'a'.repeat(127)], ['two bytes a letter', 'ы'.repeat(63)], ['digits', '007'], ['a uuid', '0190a0b0-0000-7000-8000-00000000000f']])('comes back as it was: %s', (_, text) => {
    const reader = createReader(written(text));
    expect(reader.text()).toBe(text);
    reader.end();
  });

  it.each([['nothing', ''], ['one byte too many', 'a'.repeat(128)], ['the same in two bytes a letter', 'ы'.repeat(64)]])('is refused, if it is %s', (_, text) => {
    expect(() => written(text)).toThrow(RangeError);
  });

  it('whose length is that of no text is malformed: the byte after the longest begins digits', () => {
    expect(() => createReader(Uint8Array.from([128, 0, ...Array.from({ length: 200 }, () => 97)])).text()).toThrow(CodeMalformed);
  });
});
