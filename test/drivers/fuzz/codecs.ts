import { readAimPrefix } from '../../../agent/domain/codes/aim.ts';
import { readItemCode } from '../../../agent/domain/codes/item-code.ts';
import { readTracks } from '../../../agent/domain/codes/magnetic-tracks.ts';
import { readRetailCode } from '../../../agent/domain/codes/retail.ts';
import { readSwipe } from '../../../agent/domain/codes/swipe.ts';
import { readDigitalLink } from '../../../agent/domain/gs1/digital-link.ts';
import { readBracketed, readElementString } from '../../../agent/domain/gs1/element-string.ts';
import { lints } from '../../../agent/domain/gs1/lints/lints.ts';
import { findPairFault } from '../../../agent/domain/gs1/pairs.ts';
import { decodeFrame, type PrefixStyle } from '../../../drivers/scanners/decode-frame.ts';

export interface FuzzedCodec {
  name: string;
  take: (chunk: Uint8Array, text: string) => unknown;
}

const frames = (['aim', 'honeywell', 'zebra', 'datalogic', 'none'] as const satisfies readonly PrefixStyle[]).flatMap((prefix) =>
  (['utf-8', 'latin1', 'windows-1251'] as const).map((charset): FuzzedCodec => ({ name: `frame ${prefix} ${charset}`, take: (chunk) => decodeFrame(chunk, { prefix, charset, loyaltyPrefixes: ['29'] }) })));

/** Whatever reads what a scanner sent. Each takes a chunk as bytes, or as the text of the same bytes. */
export const codecs: readonly FuzzedCodec[] = [
  ...frames,
  { name: 'element string', take: (_, text) => pairsOf(readElementString(text)) },
  { name: 'bracketed', take: (_, text) => pairsOf(readBracketed(text)) },
  { name: 'digital link', take: (_, text) => pairsOf(readDigitalLink(text)) },
  { name: 'item', take: (_, text) => readItemCode(text, 'gs1-data-matrix') },
  { name: 'tracks', take: (_, text) => readTracks(text) },
  { name: 'swipe', take: (_, text) => readSwipe(text, () => false) },
  { name: 'aim', take: (_, text) => readAimPrefix(text) },
  { name: 'retail', take: (_, text) => (['ean-13', 'ean-8', 'upc-a', 'upc-e', 'itf-14'] as const).map((symbology) => readRetailCode(symbology, text)) },
  { name: 'lints', take: (_, text) => [...lints.values()].map((lint) => lint(text.slice(0, 100))) },
];

function pairsOf(read: ReturnType<typeof readElementString>): unknown {
  return read.ok ? findPairFault(read.elements) : read;
}

/** Pieces that lead deep into the codecs; noise alone stops at the first character. */
const pieces = ['01', '04600000000015', '21', '10', '17', '250131', '8110', '3103', '255', '\u001d', '(', ')', '\\(', '%B', ';', '?', '=', '^', '+', ']C1', ']d2', ']E0', 'https://', 'http://id.gs1.org/', '/01/', '/21/', '?17=', '&', '%2', '%2F', '4111111111111111', '2900770100017', '\r\n', ' '];

/** So many chunks of the same seed are always the same ones. */
export function* chunks(count: number, seed: number): Generator<Uint8Array> {
  let state = seed >>> 0 || 1;
  const draw = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  for (let made = 0; made < count; made += 1) {
    const kind = draw(10);
    if (kind < 4) yield Uint8Array.from({ length: draw(80) }, () => draw(256));
    else if (kind < 9) yield Buffer.from(Array.from({ length: draw(14) }, () => (draw(4) === 0 ? String.fromCharCode(draw(128)).repeat(1 + draw(6)) : (pieces[draw(pieces.length)] ?? ''))).join(''), 'latin1');
    // Much of the same is what makes a careless expression slow.
    else yield Buffer.from((pieces[draw(pieces.length)] ?? '').repeat(draw(draw(20) === 0 ? 4000 : 60)), 'latin1');
  }
}
