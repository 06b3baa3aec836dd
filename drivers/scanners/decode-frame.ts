import type { Symbology } from '../core/symbology.ts';

/** Who wrote the symbology in front of the data, if anybody. */
export type PrefixStyle = 'aim' | 'honeywell' | 'zebra' | 'datalogic' | 'none';
export type Charset = 'utf-8' | 'latin1' | 'windows-1251';

export interface FrameOptions {
  readonly prefix: PrefixStyle;
  readonly charset: Charset;
}

/** `dropped`: data that must leave no trace; neither it nor its bytes may be kept or logged. */
export type Decoded =
  | { readonly ok: true; readonly text: string; readonly symbology?: Symbology }
  | { readonly ok: false; readonly fault: 'protocol'; readonly detail: string }
  | { readonly ok: false; readonly dropped: 'bank-card' };

/** Turns the bytes of one frame into text. It throws nothing, whatever the bytes are. */
export function decodeFrame(frame: Uint8Array, { charset }: FrameOptions): Decoded {
  if (frame.length === 0) return { ok: false, fault: 'protocol', detail: 'an empty frame' };
  // Node's latin1 keeps each byte as the code point of the same number; the label of TextDecoder would mean windows-1252.
  if (charset === 'latin1') return { ok: true, text: Buffer.from(frame.buffer, frame.byteOffset, frame.length).toString('latin1') };
  try {
    return { ok: true, text: new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(frame) };
  } catch {
    return { ok: false, fault: 'protocol', detail: `bytes that ${charset} does not have` };
  }
}
