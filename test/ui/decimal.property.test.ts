import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimalText, parseDecimal } from '../../ui/format/decimal.ts';

it('decimal text is read back as the same number, for every number of digits', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 0, max: 3 }), (units, digits) => {
    expect(parseDecimal(decimalText(units, digits), digits)).toBe(units);
  }));
});
