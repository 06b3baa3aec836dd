import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimalText, parseDecimal } from '../../agent/contract/words/decimal.ts';

/** As many whole digits as are read */
const wholeDigits = 12;

it('decimal text is read back as the same number, for every number of digits', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** wholeDigits - 1 }), fc.integer({ min: 0, max: 3 }), (units, digits) => {
    expect(parseDecimal(decimalText(units, digits), digits)).toBe(units);
  }));
});

it('a number with more whole digits than are read is no number, not another one', () => {
  expect(parseDecimal(decimalText(10 ** wholeDigits, 0), 0)).toBeUndefined();
});
