import { describe, expect, it } from 'vitest';
import { tilted, turned, type GreyPicture } from '../../../ui/camera/picture.ts';
import { createFrameReader, readPhotograph } from '../../../ui/camera/read-code.ts';

const left = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011'];
const parities = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'];
const right = left.map((bits) => bits.replaceAll(/./g, (bit) => (bit === '1' ? '0' : '1')));
const reversed = right.map((bits) => bits.split('').toReversed().join(''));
const digitsOf = (text: string): number[] => text.split('').map(Number);

/** The bars of GTIN-13 and GTIN-8 (GS1 General Specifications, 5.2): 1 for dark. */
function ean13(text: string): string {
  const [first = 0, ...digits] = digitsOf(text);
  const before = digits.slice(0, 6).map((digit, place) => (parities[first]?.[place] === 'L' ? left[digit] : reversed[digit]));
  return `101${before.join('')}01010${digits.slice(6).map((digit) => right[digit]).join('')}101`;
}
function ean8(text: string): string {
  const digits = digitsOf(text);
  return `101${digits.slice(0, 4).map((digit) => left[digit]).join('')}01010${digits.slice(4).map((digit) => right[digit]).join('')}101`;
}

/** GTIN-12 of number system 0 in UPC-E (5.2.3.1): which digits have even parity, for each check digit */
const shortParities = ['GGGLLL', 'GGLGLL', 'GGLLGL', 'GGLLLG', 'GLGGLL', 'GLLGGL', 'GLLLGG', 'GLGLGL', 'GLGLLG', 'GLLGLG'];
function upcE(text: string): string {
  const digits = digitsOf(text.slice(1, 7));
  return `101${digits.map((digit, place) => (shortParities[Number(text[7])]?.[place] === 'L' ? left[digit] : reversed[digit])).join('')}010101`;
}

/** Bars of `height` points, each module so wide, with quiet zones. */
function drawn(bars: string, moduleWidth = 3, height = 90): GreyPicture {
  const quiet = 12 * moduleWidth;
  const width = bars.length * moduleWidth + 2 * quiet;
  const grey = new Uint8ClampedArray(width * (height + 2 * quiet)).fill(255);
  for (let y = quiet; y < quiet + height; y += 1) for (let x = 0; x < bars.length * moduleWidth; x += 1) if (bars[Math.floor(x / moduleWidth)] === '1') grey[y * width + quiet + x] = 0;
  return { width, height: height + 2 * quiet, grey };
}

describe('a photograph of bars', () => {
  it.each([0, -7, 15, -30, 40])('is read where they lie %i° askew', (degrees) => {
    expect(readPhotograph(tilted(drawn(ean13('4006381333931')), degrees))).toEqual({ text: '4006381333931', symbology: 'ean-13' });
  });

  it.each([0, -20])('is read where they stand on end, %i° askew', (degrees) => {
    expect(readPhotograph(tilted(turned(drawn(ean13('4006381333931'))), degrees))).toEqual({ text: '4006381333931', symbology: 'ean-13' });
  });

  it('shows a short code, which two looks must agree on', () => {
    expect(readPhotograph(drawn(ean8('96385074')))).toEqual({ text: '96385074', symbology: 'ean-8' });
  });

  it.each([['01234558', '012345000058'], ['04252614', '042100005264'], ['01234531', '012300000451'], ['01234543', '012340000053'], ['01234505', '012000003455'], ['01234596', '012345000096']])('shows UPC-E %s as the UPC-A that it stands for', (short, whole) => {
    expect(readPhotograph(drawn(upcE(short)))).toEqual({ text: whole, symbology: 'upc-e' });
  });

  it('shows no UPC-E whose parities say another check digit', () => {
    expect(readPhotograph(drawn(upcE('01234557'), 2, 30))).toBeUndefined();
  });

  it('shows no UPC-E of number system 1, which GS1 has not', () => {
    const ofSystem1 = Array.from('LGGLLG', (parity, place) => (parity === 'L' ? left : reversed)[place === 5 ? 5 : place + 1]);
    expect(readPhotograph(drawn(`101${ofSystem1.join('')}010101`, 2, 30))).toBeUndefined();
  });

  it('shows no code in stripes of one width, though they have as many as an EAN-8', () => {
    for (const width of [7.3, 7.44, 7.6]) {
      const grey = new Uint8ClampedArray(320 * 40).map((_, at) => (Math.floor((at % 320) / width) % 2) * 255);
      expect(readPhotograph({ width: 320, height: 40, grey })).toBeUndefined();
    }
  });

  it('shows what one row of points alone has when two looks agree', () => {
    const bars = drawn(ean13('4006381333931'), 2, 40);
    const grey = bars.grey.map((value, at) => (Math.floor(at / bars.width) === 44 ? value : 255));
    expect(readPhotograph({ ...bars, grey })).toEqual({ text: '4006381333931', symbology: 'ean-13' });
    const read = createFrameReader();
    expect([read({ ...bars, grey }), read({ ...bars, grey: bars.grey.map(() => 255) })]).toEqual([undefined, undefined]);
  });

  it('shows nothing where there is nothing', () => {
    expect(readPhotograph({ width: 300, height: 200, grey: new Uint8ClampedArray(60_000).fill(255) })).toBeUndefined();
  });
});

describe('the frames of a camera', () => {
  const seen = (frame: GreyPicture, frames: number): string[] => {
    const read = createFrameReader();
    return Array.from({ length: frames }, () => read(frame)?.text ?? '');
  };

  it('show a code that lies straight in the first of them', () => {
    expect(seen(drawn(ean13('4006381333931')), 1)).toEqual(['4006381333931']);
  });

  it('show a code that lies askew before the tilts have come round', () => {
    expect(seen(tilted(drawn(ean13('4006381333931')), 25), 36)).toContain('4006381333931');
  });

  it('show a short code only when it was seen twice', () => {
    const [first, ...later] = seen(drawn(ean8('96385074')), 6);
    expect(first).toBe('');
    expect(later).toContain('96385074');
  });
});
