import { describe, expect, it } from 'vitest';
import { readDigitalLink } from '../../../agent/domain/gs1/digital-link.ts';

describe('a GS1 Digital Link', () => {
  it.each([
    ['a GTIN alone', 'https://id.gs1.org/01/09520123456788', [['01', '09520123456788']]],
    ['a GTIN of thirteen digits', 'https://example.com/01/9520123456788', [['01', '09520123456788']]],
    ['a path before it', 'https://shop.example/kz/p/01/09520123456788/10/A%2F1', [['01', '09520123456788'], ['10', 'A/1']]],
    ['qualifiers, and data in the query', 'http://example.com/01/09520123456788/22/2A/10/L1/21/S1?17=250131&utm=x&3103=000500#more', [['01', '09520123456788'], ['22', '2A'], ['10', 'L1'], ['21', 'S1'], ['17', '250131'], ['3103', '000500']]],
    ['capitals in the scheme', 'HTTPS://EXAMPLE.COM/01/09520123456788', [['01', '09520123456788']]],
    ['another key', 'https://example.com/414/9520123456788/254/A', [['414', '9520123456788'], ['254', 'A']]],
  ])('is read with %s', (_, link, elements) => {
    expect(readDigitalLink(link)).toEqual({ ok: true, elements: elements.map(([ai, value]) => ({ ai, value })) });
  });

  it.each([
    ['no address', 'ftp://example.com/01/09520123456788', 'no-web-address'],
    ['a web address that is nobody\'s item', 'https://example.com/products/milk', 'no-primary-key'],
    ['a host alone', 'https://example.com', 'no-path'],
    ['qualifiers in another order', 'https://example.com/01/09520123456788/21/S/10/L', 'bad-path'],
    ['a qualifier in the query', 'https://example.com/01/09520123456788/21/S?10=L', 'not-in-query'],
    ['a wrong check digit', 'https://example.com/01/09520123456789', 'incorrect-check-digit'],
    ['a broken percent', 'https://example.com/01/09520123456788/10/%2', 'bad-percent-encoding'],
    ['an AI that nobody knows', 'https://example.com/01/09520123456788?05=1', 'unknown-ai'],
    ['the compressed form', 'https://example.com/AQnYUc1gmCQAAAAB', 'compressed'],
  ])('is refused for %s', (_, link, code) => {
    expect(readDigitalLink(link)).toMatchObject({ ok: false, code });
  });
});
