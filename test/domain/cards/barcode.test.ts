import { describe, expect, it } from 'vitest';
import { barcodeKey } from '../../../agent/domain/cards/barcode.ts';

describe('the key of a barcode', () => {
  it.each([
    ['a UPC-A, the same as EAN-13 and as GTIN-14', ['036000291452', '0036000291452', '00036000291452']],
    ['an EAN-8, filled up', ['96385074', '0000096385074', '00000096385074']],
    ['an EAN-13 and its GTIN-14', ['4870001234567', '04870001234567']],
  ])('is one for %s', (_what, forms) => {
    expect(new Set(forms.map(barcodeKey)).size).toBe(1);
  });

  it('tells a case of goods from the good in it', () => {
    expect(barcodeKey('14870001234564')).not.toBe(barcodeKey('4870001234564'));
  });

  it('leaves shorter codes as they are', () => {
    expect(['00042', '42'].map(barcodeKey)).toEqual(['00042', '42']);
  });
});
