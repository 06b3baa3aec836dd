import {
  AztecCodeReader, BarcodeFormat, BinaryBitmap, BitArray, DataMatrixReader, DecodeHintType, GlobalHistogramBinarizer, HybridBinarizer, MultiFormatOneDReader, PDF417Reader, QRCodeReader, RGBLuminanceSource,
  type Reader, type Result,
} from '@zxing/library';
import type { Symbology } from '../../agent/contract/scan.ts';
import { UpcEReader } from './upc-e-reader.ts';
import { inverted, scaled, tilted, turned, withMargin, type GreyPicture } from './picture.ts';

export interface PictureCode {
  /** GS kept where FNC1 stands between elements; no AIM identifier */
  text: string;
  symbology: Symbology;
}

/** `isSure`: one look is enough. */
interface Seen {
  code: PictureCode;
  isSure: boolean;
}

/** One way of looking at a picture. `binarizer`: light compared with the neighbourhood, or with the whole row. */
interface Look {
  factor: number;
  isInverted?: true;
  isTurned?: true;
  /** Rows are read only: whatever has bars must lie nearly straight, other codes may lie as they like */
  tiltDegrees?: number;
  binarizer: 'local' | 'global';
}

/** The looks in the order in which they find most. A camera goes through them frame by frame; for a photograph all are tried. */
const looks: readonly Look[] = [
  { factor: 1, binarizer: 'local' },
  { factor: 1, binarizer: 'global' },
  { factor: 1, binarizer: 'local', isTurned: true },
  { factor: 2, binarizer: 'global' },
  { factor: 0.5, binarizer: 'local' },
  { factor: 1, binarizer: 'local', isInverted: true },
  { factor: 3, binarizer: 'local' },
  { factor: 2, binarizer: 'local', isTurned: true },
  { factor: 0.5, binarizer: 'global', isTurned: true },
  { factor: 0.25, binarizer: 'global' },
  { factor: 2, binarizer: 'global', isInverted: true },
  { factor: 4, binarizer: 'global' },
];

/** Bars are read along rows, which leave a code that lies askew. */
const tilts: readonly Look[] = [-12, 12, -24, 24, -36, 36].flatMap((tiltDegrees): Look[] => [
  { factor: 1, binarizer: 'local', tiltDegrees },
  { factor: 1, binarizer: 'global', tiltDegrees, isTurned: true },
]);

const symbologyOf = new Map<BarcodeFormat, Symbology>([
  [BarcodeFormat.QR_CODE, 'qr'], [BarcodeFormat.EAN_13, 'ean-13'], [BarcodeFormat.EAN_8, 'ean-8'], [BarcodeFormat.UPC_A, 'upc-a'], [BarcodeFormat.UPC_E, 'upc-e'],
  [BarcodeFormat.CODE_128, 'code-128'], [BarcodeFormat.CODE_39, 'code-39'], [BarcodeFormat.ITF, 'itf'], [BarcodeFormat.AZTEC, 'aztec'], [BarcodeFormat.DATA_MATRIX, 'data-matrix'], [BarcodeFormat.PDF_417, 'pdf417'],
]);
/** With few bars, or little or no check of their own: a picture of something else, or a longer code that lies askew, can look like one, so they count only when two looks agree. */
const weak: ReadonlySet<Symbology> = new Set(['itf', 'code-39', 'upc-e', 'ean-8']);

const hints = new Map<DecodeHintType, unknown>([
  [DecodeHintType.TRY_HARDER, true],
  [DecodeHintType.POSSIBLE_FORMATS, [...symbologyOf.keys()].filter((format) => format !== BarcodeFormat.UPC_E)],
  [DecodeHintType.ASSUME_GS1, true],
]);
/** EAN and UPC have one check digit for all of their bars. */
const retail: ReadonlySet<Symbology> = new Set(['ean-13', 'ean-8', 'upc-a']);

/** Larger pictures than this are made smaller first: what is so fine in them, no symbol is. */
const maxPixels = 2_500_000;

/** The library's own reader of all kinds writes every miss to the console. */
const barReader = new MultiFormatOneDReader(hints);
const upcEReader = new UpcEReader();
const barReaders: readonly Reader[] = [barReader, upcEReader];
const readers: readonly Reader[] = [new QRCodeReader(), ...barReaders, new DataMatrixReader(), new AztecCodeReader(), new PDF417Reader()];
/** For pictures that were turned by some degrees: what is read along rows, and what must lie nearly straight. */
const tiltReaders: readonly Reader[] = [...barReaders, new AztecCodeReader(), new PDF417Reader()];

/** Reads the one code of a photograph; undefined where there is none that is sure. */
export function readPhotograph(picture: GreyPicture): PictureCode | undefined {
  const unsure = new Map<string, number>();
  for (const look of [...looks, ...tilts]) {
    const seen = readLook(picture, look);
    if (seen === undefined) continue;
    const { code, isSure } = seen;
    if (isSure) return code;
    const times = (unsure.get(code.text) ?? 0) + 1;
    if (times > 1) return code;
    unsure.set(code.text, times);
  }
  return undefined;
}

/**
 * Goes on through the looks with the frames of a camera: the first look, which is the best one by far, for every third frame, then one of the other looks, then one of the tilts.
 */
export function createFrameReader(): (frame: GreyPicture) => PictureCode | undefined {
  const others = looks.slice(1);
  let turn = 0;
  let unsure = '';
  const nextLook = (): Look | undefined => {
    const round = Math.floor(turn / 3);
    const of = [looks, others, tilts][turn % 3];
    turn += 1;
    return of === looks ? looks[0] : of?.[round % of.length];
  };
  return (frame) => {
    const look = nextLook();
    const seen = look === undefined ? undefined : readLook(frame, look);
    if (seen === undefined || seen.isSure) return seen?.code;
    const wasSeen = unsure === seen.code.text;
    unsure = seen.code.text;
    return wasSeen ? seen.code : undefined;
  };
}

function readLook(picture: GreyPicture, { factor, isInverted, isTurned, tiltDegrees, binarizer }: Look): Seen | undefined {
  const most = Math.sqrt(maxPixels / (picture.width * picture.height));
  // What is large already is not made larger: it would only take longer.
  if (factor > 1 && factor > most) return undefined;
  let seen = factor === 1 && most >= 1 ? picture : scaled(picture, Math.min(factor, most));
  if (isInverted === true) seen = inverted(seen);
  if (isTurned === true) seen = turned(seen);
  if (tiltDegrees !== undefined) seen = tilted(seen, tiltDegrees);
  const { width, height, grey } = withMargin(seen, 8 * Math.max(1, factor));
  const source = new RGBLuminanceSource(grey, width, height);
  const bitmap = new BinaryBitmap(binarizer === 'local' ? new HybridBinarizer(source) : new GlobalHistogramBinarizer(source));
  for (const reader of tiltDegrees === undefined ? readers : tiltReaders) {
    const result = tryRead(reader, bitmap);
    const found = result === undefined ? undefined : judged(bitmap, result, Math.max(1, factor));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Undefined where what was found is not believed. */
function judged(bitmap: BinaryBitmap, result: Result, factor: number): Seen | undefined {
  const code = codeOf(result);
  if (code === undefined) return undefined;
  const isWeak = weak.has(code.symbology);
  // Slanted bars of another symbol make a UPC-E of a row more often than anything else.
  if (code.symbology === 'upc-e') return isOnOtherRows(bitmap, result, factor) ? { code, isSure: false } : undefined;
  if (!retail.has(code.symbology)) return { code, isSure: !isWeak };
  return hasItsGuards(bitmap, result, code.text) ? { code, isSure: !isWeak && isOnOtherRows(bitmap, result, factor) } : undefined;
}

function tryRead(reader: Reader, bitmap: BinaryBitmap): Result | undefined {
  try {
    return reader.decode(bitmap, hints as Map<DecodeHintType, never>);
  } catch {
    // The library throws where it finds nothing, and anything at all where a picture misleads it: both mean that this look shows no code.
    return undefined;
  } finally {
    reader.reset();
  }
}

/** In modules, between the middles of the two guards */
const modulesOf: Readonly<Record<number, number>> = { 8: 64, 12: 92, 13: 92 };
const guardModules = 3;
/** Stripes of one width (a fence, a shirt) can be taken for digits, but then their guards are half as wide again. */
const guardTolerance = 0.35;

function hasItsGuards(bitmap: BinaryBitmap, result: Result, text: string): boolean {
  const [left, right] = result.getResultPoints();
  const modules = modulesOf[text.length];
  if (left === undefined || right === undefined || modules === undefined) return false;
  const row = bitmap.getBlackRow(Math.round(left.getY()), new BitArray(bitmap.getWidth()));
  const module = Math.abs(right.getX() - left.getX()) / modules;
  // Where modules are hardly wider than points, the middle may be said to lie beside the light of the guard.
  return [left, right].some((point) => [0, -1, 1, -2, 2].some((beside) => {
    const middle = Math.round(point.getX()) + beside;
    return Math.abs(beside) <= Math.ceil(module) && !row.get(middle) && Math.abs(guardWidth(row, middle) / module - guardModules) <= guardModules * guardTolerance;
  }));
}

/** Of dark, light and dark around the middle of the light. */
function guardWidth(row: BitArray, middle: number): number {
  const walk = (step: 1 | -1): number => {
    let at = middle;
    while (at >= 0 && at < row.getSize() && !row.get(at)) at += step;
    while (at >= 0 && at < row.getSize() && row.get(at)) at += step;
    return Math.abs(at - middle);
  };
  return walk(1) + walk(-1) - 1;
}

/** Rows beside the one that a code was read on, on both sides. Noise and blur make another code of one row now and then, but not the same one of two. */
const otherRows = [3, -3, 6, -6, 10, -10, 16, -16, 24, -24];

function isOnOtherRows(bitmap: BinaryBitmap, result: Result, factor: number): boolean {
  const y = Math.round(result.getResultPoints()[0]?.getY() ?? 0);
  return otherRows.map((distance) => y + distance * factor).some((at) => at >= 0 && at < bitmap.getHeight() && rowSays(bitmap, at, result));
}

function rowSays(bitmap: BinaryBitmap, y: number, result: Result): boolean {
  const reader = result.getBarcodeFormat() === BarcodeFormat.UPC_E ? upcEReader : barReader;
  return [false, true].some((isReversed) => {
    try {
      const row = bitmap.getBlackRow(y, new BitArray(bitmap.getWidth()));
      if (isReversed) row.reverse();
      return reader.decodeRow(y, row, hints as Map<DecodeHintType, never>).getText() === result.getText();
    } catch {
      // This row shows no code.
      return false;
    }
  });
}

function codeOf(result: Result): PictureCode | undefined {
  const symbology = symbologyOf.get(result.getBarcodeFormat());
  const text = result.getText();
  if (symbology === undefined || text === '') return undefined;
  // The library writes FNC1 at the beginning as `]C1` in Code 128, and as GS in Data Matrix.
  if (symbology === 'code-128' && text.startsWith(']C1')) return { text: text.slice(3), symbology: 'gs1-128' };
  if (symbology === 'data-matrix' && text.startsWith('\u001d')) return { text: text.slice(1), symbology: 'gs1-data-matrix' };
  return { text, symbology };
}
