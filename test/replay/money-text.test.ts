import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMoney, readWhole } from '../../agent/cli/replay/money-text.ts';

describe('readMoney', () => {
  test.each([
    ['2.55', 2, 255],
    ['0.1', 2, 10],
    ['12', 2, 1200],
    ['007.50', 2, 750],
    ['-1.05', 2, -105],
    ['-0.00', 2, 0],
    ['0.2900', 2, 29],
    ['1.005', 3, 1005],
    ['5', 0, 5],
    // 8.41 × 100 is 840.9999… in floats
    ['8.41', 2, 841],
    ['9007199254740.99', 2, 900_719_925_474_099],
  ])('reads %s with %i decimals as %i', (text, exponent, minor) => {
    expect(readMoney(text, exponent)).toEqual({ ok: true, minor });
  });

  test.each(['', ' 1', '1,5', '.5', '5.', '1e3', '0x10', 'NaN', '+1', '1.2.3', '99999999999999999999'])('refuses "%s"', (text) => {
    expect(readMoney(text, 2)).toEqual({ ok: false, reason: 'not-a-number' });
  });

  test('says when a price is finer than the minor unit', () => {
    expect(readMoney('0.001', 2)).toEqual({ ok: false, reason: 'too-fine' });
  });

  test('gives back every amount that was written out', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (minor) => {
      const text = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
      expect(readMoney(text, 2)).toEqual({ ok: true, minor });
    }));
  });
});

test('readWhole takes whole numbers and nothing else', () => {
  expect(['12', '-3', '0', '1.0', '', '1e2', ' 1'].map(readWhole)).toEqual([12, -3, 0, undefined, undefined, undefined, undefined]);
});
