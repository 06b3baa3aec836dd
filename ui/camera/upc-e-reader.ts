import { BarcodeFormat, EAN13Reader, NotFoundException, OneDReader, Result, ResultPoint, type BitArray } from '@zxing/library';
import { expandUpcE } from '../../agent/contract/upc-e.ts';

/** Which of the six digits have even parity, for each check digit. GS1 has UPC-E for the prefix 0 alone. */
const evenPlaces = [0b111000, 0b110100, 0b110010, 0b110001, 0b101100, 0b100110, 0b100011, 0b101010, 0b101001, 0b100101];
const modules = 51;
const startModules = 3;
/** What a guard may be wider or narrower, as a part of itself */
const guardTolerance = 0.3;
/** White first: one module each */
const endGuard = Int32Array.of(1, 1, 1, 1, 1, 1);
/** Of the library's patterns the first ten are of odd parity. */
const firstEven = 10;

/** Reads rows of UPC-E, which the library's own reader never can: it loses the digits that it found. The text is the UPC-A that the symbol stands for. */
export class UpcEReader extends OneDReader {
  override decodeRow(rowNumber: number, row: BitArray): Result {
    const start = EAN13Reader.findStartGuardPattern(row);
    let offset = start[1] ?? 0;
    let digits = '';
    let even = 0;
    const counters = new Int32Array(4);
    for (let place = 0; place < 6; place += 1) {
      const match = EAN13Reader.decodeDigit(row, counters, offset, EAN13Reader.L_AND_G_PATTERNS);
      digits += String(match % firstEven);
      if (match >= firstEven) even |= 1 << (5 - place);
      offset += counters.reduce((sum, width) => sum + width, 0);
    }
    const [endFrom = 0, endTo = 0] = EAN13Reader.findGuardPattern(row, offset, true, endGuard, new Int32Array(endGuard.length));
    const text = upcAOf(digits, even);
    const [startFrom = 0, startTo = 0] = start;
    const module = (endTo - startFrom) / modules;
    const isEven = isAbout(startTo - startFrom, startModules * module) && isAbout(endTo - endFrom, endGuard.length * module);
    // Without a quiet zone behind it, it is the first half of an EAN-13.
    if (text === undefined || !isEven || endFrom !== offset || endTo + (endTo - endFrom) > row.getSize() || !row.isRange(endTo, endTo + (endTo - endFrom), false)) throw new NotFoundException();
    return new Result(text, new Uint8Array(), 0, [new ResultPoint(startFrom, rowNumber), new ResultPoint(endTo, rowNumber)], BarcodeFormat.UPC_E);
  }

  override reset(): void {
    // It keeps nothing.
  }
}

function isAbout(width: number, expected: number): boolean {
  return Math.abs(width - expected) <= expected * guardTolerance;
}

/** Undefined where the parities say another check digit than the digits. */
function upcAOf(digits: string, even: number): string | undefined {
  const upcA = expandUpcE(`0${digits}`);
  return upcA !== undefined && upcA.endsWith(String(evenPlaces.indexOf(even))) ? upcA : undefined;
}
