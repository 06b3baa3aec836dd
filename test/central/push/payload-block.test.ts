import { zstdCompressSync } from 'node:zlib';
import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PayloadBlock } from '../../../sync/central/payload-blocks.ts';

describe('a block of packed payloads', () => {
  it('tells each of its payloads by its place, and nothing behind the last', () => {
    assert(property(array(string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })), { minLength: 1, maxLength: 40 }), (payloads) => {
      const block = new PayloadBlock(zstdCompressSync(Buffer.from(payloads.join('\n'))));
      expect(block.all()).toEqual(payloads);
      expect(payloads.map((_, index) => block.at(index))).toEqual(payloads);
      expect(block.at(payloads.length)).toBeUndefined();
      expect(block.at(-1)).toBeUndefined();
    }));
  });
});
