/** Bytes of one device, framed, limited and decoded: what remains are scans. It knows no clock. */
import { createFloodGate } from '../core/flood-gate.ts';
import { isPlausibleText } from '../core/is-plausible-text.ts';
import { createNoiseGate } from '../core/noise-gate.ts';
import { createRepeatFilter } from '../core/repeat-filter.ts';
import { decodeFrame } from './decode-frame.ts';
import type { Framed, Framer } from '../framers/framer.ts';
import type { Scan, ScanSource } from '../core/scan.ts';
import type { FrameOptions } from './decode-frame.ts';

/** What became of bytes, in the order in which they came. */
export type ReadEvent =
  | { readonly kind: 'scan'; readonly scan: Scan }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'flood' }
  | { readonly kind: 'noise'; readonly detail: string }
  /** Data that leaves no trace */
  | { readonly kind: 'bank-card' };

export interface ScanReader {
  /** The line was opened (again): half a frame from before is forgotten, what a device had sent until then is not */
  begin(framer: Framer): void;
  read(bytes: Uint8Array, atMs: number, readAs?: FrameOptions): readonly ReadEvent[];
  tick(nowMs: number): readonly ReadEvent[];
  readonly dueMs: number | undefined;
}

export interface ReaderOptions extends FrameOptions {
  readonly source: ScanSource;
  readonly deviceId: string;
  readonly repeatMs: number;
}

export function createScanReader(options: ReaderOptions): ScanReader {
  let framer: Framer | undefined;
  const flood = createFloodGate();
  const noise = createNoiseGate();
  const repeats = createRepeatFilter(options.repeatMs);

  const readFrame = (frame: Uint8Array, atMs: number, readAs: FrameOptions): ReadEvent => {
    if (!flood.take(atMs)) return { kind: 'flood' };
    const decoded = decodeFrame(frame, { ...readAs, ...(options.isLoyaltyNumber === undefined ? {} : { isLoyaltyNumber: options.isLoyaltyNumber }) });
    if (!decoded.ok) {
      if ('dropped' in decoded) return { kind: 'bank-card' };
      noise.bad(atMs);
      return { kind: 'noise', detail: decoded.detail };
    }
    const { ok: _isRead, ...read } = decoded;
    if (!isPlausibleText(read.text)) {
      noise.bad(atMs);
      return { kind: 'noise', detail: 'control characters that no code has' };
    }
    if (noise.isNoisy(atMs)) return { kind: 'noise', detail: 'the line brings noise' };
    if (repeats.isRepeat(`${read.symbology ?? ''}:${read.text}`, atMs)) return { kind: 'repeat' };
    // Whole tracks go nowhere, whatever card it was.
    const kept = read.symbology === 'magstripe' ? { source: 'magstripe' as const, raw: new Uint8Array() } : { source: options.source, raw: frame.slice() };
    return { kind: 'scan', scan: { ...read, ...kept, atMs, deviceId: options.deviceId } };
  };
  const read = (framed: readonly Framed[], atMs: number, readAs: FrameOptions): ReadEvent[] => framed.map((one) => {
    if (one.kind === 'frame') return readFrame(one.bytes, atMs, readAs);
    noise.bad(atMs);
    return { kind: 'noise', detail: { garbage: 'bytes outside of any frame', oversize: 'a frame that is too long', timeout: 'a frame that did not end' }[one.why] };
  });
  return {
    get dueMs() {
      return framer?.dueMs;
    },
    begin: (next) => {
      framer = next;
    },
    read: (bytes, atMs, readAs = options) => read(framer?.push(bytes, atMs) ?? [], atMs, readAs),
    tick: (nowMs) => read(framer?.tick(nowMs) ?? [], nowMs, options),
  };
}
