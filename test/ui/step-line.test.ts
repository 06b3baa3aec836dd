import { describe, expect, it } from 'vitest';
import { stepLine } from '../../ui/components/step-line.ts';

const picture = { fromMs: 1000, toMs: 2000, width: 100, height: 14 };

describe('the line of a chart', () => {
  it('holds each value until the next, from the lower edge to the upper', () => {
    expect(stepLine([{ atMs: 1000, value: 0 }, { atMs: 1500, value: 5 }], picture)).toEqual({ line: '0,12 50,12 50,2 100,2', most: 5 });
  });

  it('of one moment is a level line', () => {
    expect(stepLine([{ atMs: 1000, value: 3 }], { ...picture, toMs: 1000 })).toEqual({ line: '0,2 100,2', most: 3 });
  });

  it('of nothing is empty, and of zeros lies at the lower edge', () => {
    expect(stepLine([], picture)).toEqual({ line: '', most: 0 });
    expect(stepLine([{ atMs: 1000, value: 0 }], picture).line).toBe('0,12 100,12');
  });
});
