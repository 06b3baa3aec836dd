import { expect, test } from 'vitest';
import { Places } from '../../../../agent/domain/pricing/semantics-1/units/places.ts';

test('a copy has the places that are open, and fills them on its own', () => {
  const places = new Places([[0]], 1);
  places.add(0, 2);
  const copy = places.copy();
  expect(copy.open).toBe(2);
  expect(copy.fill(0, 5)).toBe(2);
  expect([copy.open, places.open]).toEqual([0, 2]);
});
