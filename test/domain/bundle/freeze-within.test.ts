import { describe, expect, test } from 'vitest';
import { freezeWithin } from '../../../agent/domain/bundle/freeze-within.ts';

function nested(levels: number): unknown {
  return levels === 0 ? 'leaf' : { list: [nested(levels - 1)] };
}

describe('freezeWithin', () => {
  test('freezes every object and list of a value', () => {
    const value = { a: [{ b: 1 }, [{}]], c: { d: null } };
    expect(freezeWithin(value, 10)).toBe(true);
    for (const part of [value, value.a, value.a[0], value.a[1], (value.a[1] as unknown[])[0], value.c]) expect(Object.isFrozen(part)).toBe(true);
  });

  test('answers whether the value has more levels than it may', () => {
    expect(freezeWithin('text', 0)).toBe(true);
    expect(freezeWithin(nested(3), 6)).toBe(true);
    expect(freezeWithin(nested(3), 5)).toBe(false);
  });

  test('does not go deeper than it may: no depth exhausts the stack', () => {
    expect(freezeWithin(JSON.parse(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`), 100)).toBe(false);
  });
});
