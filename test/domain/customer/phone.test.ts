import { describe, expect, it } from 'vitest';
import { normalisePhone } from '../../../agent/domain/customer/phone.ts';

describe('a telephone number as people type it', () => {
  it.each([
    ['+7 701 123-45-67', '+77011234567'], ['8 (701) 123 45 67', '+77011234567'], ['77011234567', '+77011234567'], ['7011234567', '+77011234567'],
    ['007 701 1234567', '+77011234567'], ['+998 90 123 45 67', '+998901234567'], ['8.495.123.45.67', '+74951234567'],
  ])('%s is %s', (typed, number) => {
    expect(normalisePhone(typed)).toBe(number);
  });

  it.each(['', '112', '8701123456', '870112345678', '+7 001 123 45 67', 'anna', '+', '12345678901234567', '+7701123456x'])('“%s” is none', (typed) => {
    expect(normalisePhone(typed)).toBeUndefined();
  });
});
