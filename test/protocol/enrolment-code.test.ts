import { describe, expect, it } from 'vitest';
import { formatEnrolmentCode, parseEnrolmentCode } from '../../sync/protocol/enrolment-code.ts';

const secret = '7K3MQ9TX04ABWZ5N';
const fingerprint = '3f1c99ae0b7d42c6';

describe('enrolment code', () => {
  it('is written in groups of four', () => {
    expect(formatEnrolmentCode(secret, fingerprint)).toBe('7K3M-Q9TX-04AB-WZ5N-3F1C-99AE-0B7D-42C6');
  });

  it.each([
    ['as it was written', '7K3M-Q9TX-04AB-WZ5N-3F1C-99AE-0B7D-42C6'],
    ['in small letters and with spaces', ' 7k3m q9tx 04ab wz5n 3f1c 99ae 0b7d 42c6\n'],
    ['without any dash', '7K3MQ9TX04ABWZ5N3F1C99AE0B7D42C6'],
    ['with the letter O for the digit 0', '7K3M-Q9TX-O4AB-WZ5N-3F1C-99AE-0B7D-42C6'],
  ])('is read %s', (_how, code) => {
    expect(parseEnrolmentCode(code)).toEqual({ secret, fingerprint });
  });

  it('is read with the letters I and L for the digit 1', () => {
    expect(parseEnrolmentCode('IL3M-Q9TX-04AB-WZ5N-3F1C-99AE-0B7D-42C6')).toEqual({ secret: '113MQ9TX04ABWZ5N', fingerprint });
  });

  it.each([
    ['nothing', ''],
    ['a group too few', '7K3M-Q9TX-04AB-WZ5N-3F1C-99AE-0B7D'],
    ['a group too many', '7K3M-Q9TX-04AB-WZ5N-3F1C-99AE-0B7D-42C6-0000'],
    ['a letter that the secret never has', 'UK3M-Q9TX-04AB-WZ5N-3F1C-99AE-0B7D-42C6'],
    ['a fingerprint that is not hexadecimal', '7K3M-Q9TX-04AB-WZ5N-3F1C-99AE-0B7D-42CG'],
  ])('is not %s', (_what, code) => {
    expect(parseEnrolmentCode(code)).toBeUndefined();
  });

  it('cannot be made of parts that it could not carry', () => {
    expect(() => formatEnrolmentCode('short', fingerprint)).toThrow(RangeError);
    expect(() => formatEnrolmentCode(secret, fingerprint.toUpperCase())).toThrow(RangeError);
  });
});
