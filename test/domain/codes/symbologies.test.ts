import { describe, expect, it } from 'vitest';
import { readAimPrefix } from '../../../agent/domain/codes/aim.ts';
import { compressUpcA, expandUpcE, readRetailCode } from '../../../agent/domain/codes/retail.ts';

describe('an AIM identifier', () => {
  it.each([
    [']E05901234123457', 'ean-13'], [']E412345670', 'ean-8'], [']C0ABC', 'code-128'], [']C10104600000000015', 'gs1-128'], [']Q1text', 'qr'], [']Q301', 'gs1-qr'],
    [']d201', 'gs1-data-matrix'], [']d1x', 'data-matrix'], [']e0', 'databar'], [']I1', 'itf'], [']A0', 'code-39'], [']L0', 'pdf417'], [']z0', 'aztec'], [']J1', 'gs1-dotcode'], [']G0', 'code-93'], [']F0', 'codabar'],
  ])('%s says %s', (text, symbology) => {
    expect(readAimPrefix(text)).toEqual({ flag: text.slice(0, 3), symbology });
  });

  it('of a symbology without a word of ours is known all the same', () => {
    expect(readAimPrefix(']M0123')).toEqual({ flag: ']M0' });
  });

  it.each(['', ']', ']E', ']E9x', ']?0', 'E0', '590]E0'])('is none in %j', (text) => {
    expect(readAimPrefix(text)).toBeUndefined();
  });
});

describe('a code of goods', () => {
  it.each([
    ['upc-e', '01234558', '012345000058'], ['upc-e', '00123457', '001234000057'], ['upc-e', '0123453', '012300000451'], ['ean-13', '4600000000015', '4600000000015'], ['ean-8', '0234567', '02345673'],
    ['itf-14', '12345678901231', '12345678901231'],
  ] as const)('%s %s stands for %s', (symbology, text, code) => {
    expect(readRetailCode(symbology, text)).toEqual({ ok: true, code });
  });

  it('keeps what stands behind it', () => {
    expect(readRetailCode('ean-13', '9770000000003 05')).toEqual({ ok: true, code: '9770000000003', addOn: '05' });
  });

  it.each([
    ['ean-13', '4600000000016', 'bad-check-digit'], ['ean-13', '46000000000', 'bad-length'], ['ean-13', '460000000001X', 'bad-character'],
    ['upc-e', '21234558', 'bad-number-system'], ['ean-8', '02345673 123', 'bad-add-on'], ['ean-8', '02345673 12 12', 'bad-add-on'],
  ] as const)('%s %s is refused: %s', (symbology, text, reason) => {
    expect(readRetailCode(symbology, text)).toEqual({ ok: false, reason });
  });

  it('is the same UPC-A after it was made short and long again', () => {
    for (const seven of ['0123450', '0123451', '0123452', '0123453', '0123454', '0123455', '0123459', '1987653', '0000000', '1999999']) {
      const long = expandUpcE(seven) ?? '';
      const short = compressUpcA(long) ?? '';
      expect(expandUpcE(short.slice(0, 7))).toBe(long);
    }
    expect(compressUpcA('012345678905')).toBeUndefined();
  });
});
