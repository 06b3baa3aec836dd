import { describe, expect, it } from 'vitest';
import { defaultWedgeOptions, readWedgeOptions } from '../../ui/wedge/wedge-options.ts';

describe('the options of the wedge', () => {
  it('are taken from the storage where they fit', () => {
    expect(readWedgeOptions('{"maxGapMs":80,"minLength":6,"prefix":"~","gsKeys":["F7"],"capsLock":"met"}')).toEqual({ maxGapMs: 80, minLength: 6, prefix: '~', gsKeys: ['F7'], capsLock: 'met' });
  });
  it.each([null, '', '{', '7', 'null', '{"maxGapMs":"50","minLength":0,"prefix":"toolong","gsKeys":[1],"capsLock":true}'])('are the usual ones for %j', (stored) => {
    expect(readWedgeOptions(stored)).toEqual(defaultWedgeOptions);
  });
});
