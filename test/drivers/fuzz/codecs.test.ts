import { describe, expect, it } from 'vitest';
import { chunks, codecs } from './codecs.ts';

describe('whatever a scanner sends', () => {
  it.each(codecs.map((codec, index) => [codec.name, codec, index] as const))('throws nothing in %s', (_, { take }, index) => {
    let taken = 0;
    for (const chunk of chunks(3000, 77 + index)) {
      take(chunk, Buffer.from(chunk).toString('latin1'));
      taken += 1;
    }
    expect(taken).toBe(3000);
  });

  it('is the same again with the same seed', () => {
    expect([...chunks(50, 5)]).toEqual([...chunks(50, 5)]);
    expect([...chunks(50, 5)]).not.toEqual([...chunks(50, 6)]);
  });
});
