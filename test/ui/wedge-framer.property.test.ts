import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWedgeFramer, type WedgeOutcome } from '../../ui/wedge/wedge-framer.ts';

/** Types a code with these gaps, each in milliseconds, and answers every outcome. */
function type(code: string, gapsMs: readonly number[]): WedgeOutcome[] {
  const framer = createWedgeFramer();
  let atMs = 10_000;
  return [...Array.from(code), undefined].map((character, index) => {
    atMs += gapsMs[index % gapsMs.length] ?? 0;
    return framer.feed(character === undefined ? { kind: 'terminator', atMs } : { kind: 'character', character, atMs });
  });
}
const codes = fc.array(fc.constantFrom(...Array.from('0123456789ABC-')), { minLength: 4, maxLength: 40 }).map((characters) => characters.join(''));
const gaps = (min: number, max: number) => fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 41 });

describe('a wedge framer', () => {
  it('finds any code of any scanner, whole', () => {
    fc.assert(fc.property(codes, gaps(0, 50), (code, gapsMs) => {
      expect(type(code, gapsMs).at(-1)).toEqual({ kind: 'code', code });
    }));
  });

  it('finds nothing in the typing of a person', () => {
    fc.assert(fc.property(codes, gaps(51, 2000), (code, gapsMs) => {
      expect(type(code, gapsMs).some((outcome) => outcome.kind === 'code')).toBe(false);
    }));
  });
});
