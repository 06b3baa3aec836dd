import { describe, expect, it } from 'vitest';
import { createWedgeFramer, type WedgeOutcome } from '../../ui/wedge/wedge-framer.ts';

/** Feeds characters `gapMs` apart, then the terminator, and answers every outcome. */
function type(framer: ReturnType<typeof createWedgeFramer>, text: string, gapMs: number, startMs = 1000): WedgeOutcome[] {
  const keys = Array.from(text, (character, index) => framer.feed({ kind: 'character', character, atMs: startMs + index * gapMs }));
  return [...keys, framer.feed({ kind: 'terminator', atMs: startMs + text.length * gapMs })];
}
const last = (outcomes: WedgeOutcome[]) => outcomes.at(-1);

describe('a wedge framer', () => {
  it.each([1, 5, 20, 50])('takes a code whose keys are %i ms apart', (gapMs) => {
    expect(last(type(createWedgeFramer(), '4870000000012', gapMs))).toEqual({ kind: 'code', code: '4870000000012' });
  });

  it('takes a person who types for a person, who may use Enter', () => {
    expect(type(createWedgeFramer(), '010001', 90).map((outcome) => outcome.kind)).toEqual(['first', 'first', 'first', 'first', 'first', 'first', 'none']);
  });

  it('takes nothing shorter than four characters for a code', () => {
    expect(last(type(createWedgeFramer(), '123', 5))).toEqual({ kind: 'none' });
  });

  it('leaves out what a person had typed before the scanner began', () => {
    const framer = createWedgeFramer();
    framer.feed({ kind: 'character', character: '9', atMs: 0 });
    expect(last(type(framer, '4870000000012', 5, 200))).toEqual({ kind: 'code', code: '4870000000012' });
  });

  it('takes no code whose terminator came late: that was a person who pressed Enter', () => {
    const framer = createWedgeFramer();
    for (const [index, character] of Array.from('123456').entries()) framer.feed({ kind: 'character', character, atMs: index * 5 });
    expect(framer.feed({ kind: 'terminator', atMs: 500 })).toEqual({ kind: 'none' });
  });

  it('forgets what was typed at a key that no scanner presses', () => {
    const framer = createWedgeFramer();
    for (const [index, character] of Array.from('123456').entries()) framer.feed({ kind: 'character', character, atMs: index * 5 });
    framer.feed({ kind: 'other' });
    expect(framer.feed({ kind: 'terminator', atMs: 35 })).toEqual({ kind: 'none' });
  });

  it('tells two codes in a row apart', () => {
    const framer = createWedgeFramer();
    expect(last(type(framer, '4870000000012', 5, 0))).toEqual({ kind: 'code', code: '4870000000012' });
    expect(last(type(framer, '2900770100017', 5, 70))).toEqual({ kind: 'code', code: '2900770100017' });
  });
});

describe('a wedge framer with a prefix', () => {
  const framer = () => createWedgeFramer({ maxGapMs: 50, minLength: 4, prefix: '~' });

  it('takes what begins with it, even slowly, and without it', () => {
    expect(last(type(framer(), '~4870000000012', 150))).toEqual({ kind: 'code', code: '4870000000012' });
  });
  it('takes nothing else, however quick', () => {
    expect(type(framer(), '4870000000012', 5).every(({ kind }) => kind === 'none')).toBe(true);
  });
});

describe('keys between the characters', () => {
  it('keep a code together where Shift takes its own time', () => {
    const framer = createWedgeFramer();
    let atMs = 0;
    for (const character of 'ABCD') {
      framer.feed({ kind: 'silent', atMs: (atMs += 40) });
      framer.feed({ kind: 'character', character, atMs: (atMs += 40) });
    }
    expect(framer.feed({ kind: 'terminator', atMs: atMs + 40 })).toEqual({ kind: 'code', code: 'ABCD' });
  });
});
