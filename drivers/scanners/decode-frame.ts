import { isRetailSymbology } from '../../agent/domain/codes/code-identifier.ts';
import { readSwipe } from '../../agent/domain/codes/swipe.ts';
import type { Symbology } from '../core/symbology.ts';
import type { PrefixStyle } from '../symbologies/prefix-style.ts';
import { readPrefix } from '../symbologies/read-prefix.ts';
import { readRetail } from '../symbologies/retail-data.ts';

export type Charset = 'utf-8' | 'latin1' | 'windows-1251';

export interface FrameOptions {
  readonly prefix: PrefixStyle;
  readonly charset: Charset;
  /** Whether a number is a loyalty card's, which may lie in a range of a payment scheme; without it none is */
  readonly isLoyaltyNumber?: (number: string) => boolean;
}

/** `asSent`: the whole text, where what was taken off may belong to the code. `mayBePayment`: digits alone that may be a bank card's; only the programme knows. `dropped`: data that must leave no trace; neither it nor its bytes may be kept or logged. */
export type Decoded =
  | { readonly ok: true; readonly text: string; readonly symbology?: Symbology; readonly asSent?: string; readonly mayBePayment?: true }
  | { readonly ok: false; readonly fault: 'protocol'; readonly detail: string }
  | { readonly ok: false; readonly dropped: 'bank-card' };

/** No symbol and no three tracks hold more. */
const maxFrameBytes = 16_384;

/** Turns the bytes of one frame into text. It throws nothing, whatever the bytes are. */
export function decodeFrame(frame: Uint8Array, { prefix, charset, isLoyaltyNumber = () => false }: FrameOptions): Decoded {
  if (frame.length === 0) return { ok: false, fault: 'protocol', detail: 'an empty frame' };
  if (frame.length > maxFrameBytes) return { ok: false, fault: 'protocol', detail: `a frame of ${frame.length} bytes` };
  const text = textOf(frame, charset);
  const named = text === undefined ? undefined : withoutPrefix(text, prefix);
  // Track data is ASCII: it is looked for even where the charset is wrong.
  const swipe = readSwipe(named?.text ?? textOf(frame, 'latin1') ?? '', isLoyaltyNumber);
  switch (swipe.kind) {
    case 'bank-card':
      if (hasTrackSigns(named?.text)) return { ok: false, dropped: 'bank-card' };
      break;
    case 'number':
      return { ok: true, text: swipe.number, symbology: 'magstripe' };
    case 'misread':
      return { ok: false, fault: 'protocol', detail: 'a card that was misread' };
    case 'none':
      break;
  }
  if (named === undefined) return { ok: false, fault: 'protocol', detail: `bytes that ${charset} does not have` };
  if (swipe.kind === 'none') return { ok: true, ...wholeRetail(named) };
  const { asSent: _, ...payment } = wholeRetail(named);
  return { ok: true, ...payment, mayBePayment: true };
}

function textOf(frame: Uint8Array, charset: Charset): string | undefined {
  // Node's latin1 keeps each byte as the code point of the same number; the label of TextDecoder would mean windows-1252.
  if (charset === 'latin1') return Buffer.from(frame.buffer, frame.byteOffset, frame.length).toString('latin1');
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(frame);
  } catch {
    return undefined;
  }
}

/** Digits alone may be a loyalty card's barcode, which only the programme knows: they are told there. */
function hasTrackSigns(text: string | undefined): boolean {
  return text === undefined || /[^0-9\s]/.test(text);
}

interface Named {
  readonly text: string;
  readonly symbology?: Symbology;
  readonly asSent?: string;
}

/** A frame without the prefix that was expected is taken as it is: a scanner that was set up anew still sells. */
function withoutPrefix(text: string, style: PrefixStyle): Named {
  const read = readPrefix(style, text);
  if (read === undefined) return { text };
  return { text: read.data, ...(read.symbology === undefined ? {} : { symbology: read.symbology }), ...(read.isGuess === true ? { asSent: text } : {}) };
}

function wholeRetail(named: Named): Named {
  const retail = named.symbology !== undefined && isRetailSymbology(named.symbology) ? readRetail(named.symbology, named.text) : undefined;
  return retail === undefined ? named : { ...named, text: retail.code, symbology: retail.symbology };
}
