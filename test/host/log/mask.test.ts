import { expect, it } from 'vitest';
import { maskNumbers } from '../../../agent/host/log/mask.ts';

it.each([
  ['card 2900770100017 is unknown', 'card 2900*******17 is unknown'],
  ['+77011234567', '+7701*****67'],
  ['port 7317, seq 1234567', 'port 7317, seq 1234567'],
  ['two: 12345678 and 87654321', 'two: 1234**78 and 8765**21'],
])('masks %s', (text, masked) => {
  expect(maskNumbers(text)).toBe(masked);
});
