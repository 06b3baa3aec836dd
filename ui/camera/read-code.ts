import {
  AztecCodeReader, BarcodeFormat, BinaryBitmap, DataMatrixReader, DecodeHintType, GlobalHistogramBinarizer, HybridBinarizer, MultiFormatOneDReader, PDF417Reader, QRCodeReader, RGBLuminanceSource,
  type Reader, type Result,
} from '@zxing/library';
import type { Symbology } from '../../agent/contract/scan.ts';
import { inverted, scaled, tilted, turned, withMargin, type GreyPicture } from './picture.ts';

export interface PictureCode {
  /** GS kept where FNC1 stands between elements; no AIM identifier */
  text: string;
  symbology: Symbology;
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
  [DecodeHintType.POSSIBLE_FORMATS, [...symbologyOf.keys()]],
  [DecodeHintType.ASSUME_GS1, true],
]);
/** Larger pictures than this are made smaller first: what is so fine in them, no symbol is. */
const maxPixels = 2_500_000;

/** The library's own reader of all kinds writes every miss to the console. */
const barReader = new MultiFormatOneDReader(hints);
const readers: readonly Reader[] = [new QRCodeReader(), barReader, new DataMatrixReader(), new AztecCodeReader(), new PDF417Reader()];

/** Reads the one code of a photograph; undefined where there is none that is sure. */
export function readPhotograph(picture: GreyPicture): PictureCode | undefined {
  const unsure = new Map<string, number>();
  for (const look of [...looks, ...tilts]) {
    const code = readLook(picture, look);
    if (code === undefined) continue;
    if (!weak.has(code.symbology)) return code;
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
    const code = look === undefined ? undefined : readLook(frame, look);
    if (code === undefined || !weak.has(code.symbology)) return code;
    const isSure = unsure === code.text;
    unsure = code.text;
    return isSure ? code : undefined;
  };
}

function readLook(picture: GreyPicture, { factor, isInverted, isTurned, tiltDegrees, binarizer }: Look): PictureCode | undefined {
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
  for (const reader of tiltDegrees === undefined ? readers : [barReader]) {
    const result = tryRead(reader, bitmap);
    if (result !== undefined) return codeOf(result);
  }
  return undefined;
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

function codeOf(result: Result): PictureCode | undefined {
  const symbology = symbologyOf.get(result.getBarcodeFormat());
  const text = result.getText();
  if (symbology === undefined || text === '') return undefined;
  // The library writes FNC1 at the beginning as `]C1` in Code 128, and as GS in Data Matrix.
  if (symbology === 'code-128' && text.startsWith(']C1')) return { text: text.slice(3), symbology: 'gs1-128' };
  if (symbology === 'data-matrix' && text.startsWith('\u001d')) return { text: text.slice(1), symbology: 'gs1-data-matrix' };
  return { text, symbology };
}
