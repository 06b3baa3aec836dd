import { readDynamicQr } from '../../../agent/domain/cards/dynamic-qr.ts';
import { classifyCode } from '../../../agent/domain/cards/classify-code.ts';
import { readPriceCode } from '../../../agent/domain/cards/price-code.ts';
import { readWeightCode } from '../../../agent/domain/cards/weight-code.ts';
import { readClaimCode } from '../../../agent/domain/claims/claim-code.ts';
import { readReturnCode } from '../../../agent/domain/returns/slip/return-code.ts';
import { readAimPrefix } from '../../../agent/domain/codes/aim.ts';
import { readItemCode } from '../../../agent/domain/codes/item-code.ts';
import { readTracks } from '../../../agent/domain/codes/magnetic-tracks.ts';
import { readRetailCode } from '../../../agent/domain/codes/retail.ts';
import { readSwipe } from '../../../agent/domain/codes/swipe.ts';
import { readDigitalLink } from '../../../agent/domain/gs1/digital-link.ts';
import { readBracketed, readElementString } from '../../../agent/domain/gs1/element-string.ts';
import { lints } from '../../../agent/domain/gs1/lints/lints.ts';
import { findPairFault } from '../../../agent/domain/gs1/pairs.ts';
import { makers } from '../../../agent/domain/codes/code-identifier.ts';
import { decodeFrame } from '../../../drivers/scanners/decode-frame.ts';
import { readPrefix } from '../../../drivers/symbologies/read-prefix.ts';
import { createHidPosFramer } from '../../../drivers/transports/hid/hid-pos-framer.ts';
import { layoutsOf } from '../../../drivers/transports/hid/hid-pos-layout.ts';
import { createKeyReader } from '../../../ui/wedge/read-key.ts';
import { createWedgeFramer } from '../../../ui/wedge/wedge-framer.ts';
import { compiledExample } from '../../domain/kit/shop.ts';
import { createRandom } from './random.ts';

export interface FuzzedCodec {
  name: string;
  take: (chunk: Uint8Array, text: string) => unknown;
}

const prefixes = ['none', 'aim', ...makers, 'length', "'~'+newland+aim", 'datalogic+length', 'aim+datalogic', 'length+honeywell+length+aim'];
const frames = prefixes.flatMap((prefix) =>
  (['utf-8', 'latin1', 'windows-1251'] as const).map((charset): FuzzedCodec => ({ name: `frame ${prefix} ${charset}`, take: (chunk) => decodeFrame(chunk, { prefix, charset, isLoyaltyNumber: (number) => number.startsWith('29') }) })));

const compiled = compiledExample({ priceCodes: [{ prefix: '23', itemDigits: 5, priceDigits: 5, stepMinor: 100 }] });
const wedge = createWedgeFramer({ maxGapMs: 50, minLength: 4, prefix: '~' });
const keys = createKeyReader({ gsKeys: ['Ctrl+BracketRight', 'F8'], capsLock: 'met' });
const places = ['KeyA', 'Digit1', 'Backquote', 'Enter', 'Tab', 'BracketRight', 'F8', 'ShiftLeft', 'AltLeft', 'Numpad2', 'Numpad9', '', 'Escape'] as const;
const names: Readonly<Record<string, string>> = { Enter: 'Enter', Tab: 'Tab', ShiftLeft: 'Shift', AltLeft: 'Alt' };
let typedAtMs = 0;

/** Each byte is one key: its place, what is held down, and how long after the one before. */
function typeAll(chunk: Uint8Array): void {
  for (const byte of chunk) {
    typedAtMs += byte & 63;
    const code = places[byte % places.length] ?? '';
    const event = { timeStamp: typedAtMs, code, key: names[code] ?? String.fromCharCode(byte), ctrlKey: (byte & 128) !== 0, altKey: (byte & 64) !== 0, shiftKey: (byte & 32) !== 0, metaKey: false, repeat: byte === 255, getModifierState: () => (byte & 16) !== 0 } as unknown as KeyboardEvent;
    wedge.feed(keys.down(event));
    const up = keys.up(event);
    if (up !== undefined) wedge.feed(up);
  }
}

/** Whatever reads what a scanner sent. Each takes a chunk as bytes, or as the text of the same bytes. */
export const codecs: readonly FuzzedCodec[] = [
  ...frames,
  { name: 'element string', take: (_, text) => pairsOf(readElementString(text)) },
  { name: 'bracketed', take: (_, text) => pairsOf(readBracketed(text)) },
  { name: 'digital link', take: (_, text) => pairsOf(readDigitalLink(text)) },
  { name: 'item', take: (_, text) => readItemCode(text, 'gs1-data-matrix') },
  { name: 'tracks', take: (_, text) => readTracks(text) },
  { name: 'swipe', take: (_, text) => readSwipe(text, () => false) },
  { name: 'prefix', take: (_, text) => prefixes.map((style) => readPrefix(style, text)) },
  { name: 'weight and price', take: (_, text) => [readWeightCode(compiled.bundle.weightCodes, text), readPriceCode(compiled.bundle.priceCodes ?? [], text)] },
  { name: 'dynamic QR', take: (chunk, text) => [readDynamicQr(text), readDynamicQr(`LQR1.${base64(chunk, 40)}.${base64(chunk, 86)}`)] },
  { name: 'return code', take: (chunk, text) => [readReturnCode(text), readReturnCode(`LR1.${base64(chunk)}`), readClaimCode(`LC1.${base64(chunk)}`)] },
  { name: 'classification', take: (_, text) => [classifyCode(compiled, text), classifyCode(compiled, text, 'gs1-data-matrix')] },
  { name: 'HID POS descriptor', take: (chunk) => createHidPosFramer(layoutsOf(chunk), { maxBytes: 4_096, timeoutMs: 1_000 }).push(chunk, 0) },
  { name: 'keyboard wedge', take: typeAll },
  { name: 'aim', take: (_, text) => readAimPrefix(text) },
  { name: 'retail', take: (_, text) => (['ean-13', 'ean-8', 'upc-a', 'upc-e', 'itf-14'] as const).map((symbology) => readRetailCode(symbology, text)) },
  { name: 'lints', take: (_, text) => [...lints.values()].map((lint) => lint(text.slice(0, 100))) },
];

function base64(chunk: Uint8Array, length?: number): string {
  const text = Buffer.from(chunk).toString('base64url');
  return length === undefined ? text : text.padEnd(length, 'A').slice(0, length);
}

function pairsOf(read: ReturnType<typeof readElementString>): unknown {
  return read.ok ? findPairFault(read.elements) : read;
}

/** Pieces that lead deep into the codecs; noise alone stops at the first character. */
const pieces = ['2100017', '2300017', 'LQR1.', 'LR1.', 'LC1.', '01', '04600000000015', '21', '10', '17', '250131', '8110', '3103', '255', '\u001d', '(', ')', '\\(', '%B', ';', '?', '=', '^', '+', ']C1', ']d2', ']E0', 'j]C0', 'P00', 'Dm', 'A', '~d]E0', '13', 'https://', 'http://id.gs1.org/', '/01/', '/21/', '?17=', '&', '%2', '%2F', '4111111111111111', '2900770100017', '\r\n', ' '];

/** So many chunks of the same seed are always the same ones. */
export function* chunks(count: number, seed: number): Generator<Uint8Array> {
  const random = createRandom(seed);
  const draw = (below: number): number => random() % below;
  for (let made = 0; made < count; made += 1) {
    const kind = draw(10);
    if (kind < 4) yield Uint8Array.from({ length: draw(80) }, () => draw(256));
    else if (kind < 9) yield Buffer.from(Array.from({ length: draw(14) }, () => (draw(4) === 0 ? String.fromCharCode(draw(128)).repeat(1 + draw(6)) : (pieces[draw(pieces.length)] ?? ''))).join(''), 'latin1');
    // Much of the same is what makes a careless expression slow.
    else yield Buffer.from((pieces[draw(pieces.length)] ?? '').repeat(draw(draw(20) === 0 ? 4000 : 60)), 'latin1');
  }
}
