import { createChunkFramer } from '../../../drivers/framers/chunk-framer.ts';
import { createFramer } from '../../../drivers/framers/framing.ts';
import { createScanReader } from '../../../drivers/scanners/scan-reader.ts';
import { createRandom, heapBytes } from './random.ts';
import { createHidPosFramer } from '../../../drivers/transports/hid/hid-pos-framer.ts';
import type { Framer } from '../../../drivers/framers/framer.ts';

const limits = { maxBytes: 4_096, timeoutMs: 1_000 };

export const framers: Readonly<Record<string, () => Framer>> = {
  cr: () => createFramer({ kind: 'suffix', suffix: 'cr' }, limits),
  lf: () => createFramer({ kind: 'suffix', suffix: 'lf' }, limits),
  crlf: () => createFramer({ kind: 'suffix', suffix: 'crlf' }, limits),
  tab: () => createFramer({ kind: 'suffix', suffix: 'tab' }, limits),
  etx: () => createFramer({ kind: 'suffix', suffix: 'etx' }, limits),
  'stx-etx': () => createFramer({ kind: 'stx-etx' }, limits),
  'length-1': () => createFramer({ kind: 'length', lengthBytes: 1, byteOrder: 'big', start: 0x7e }, limits),
  'length-2': () => createFramer({ kind: 'length', lengthBytes: 2, byteOrder: 'little' }, limits),
  idle: () => createFramer({ kind: 'idle', idleMs: 50 }, limits),
  chunk: () => createChunkFramer(limits.maxBytes),
  'hid-pos': () => createHidPosFramer([], limits),
  'hid-pos-counted': () => createHidPosFramer([{ reportId: 0, byteCount: { offset: 0, bytes: 1 }, symbology: 1, data: { offset: 4, length: 56 }, continued: { offset: 60, mask: 1 } }], limits),
};

export interface Fuzzed {
  readonly bytes: number;
  readonly frames: number;
  readonly longest: number;
  /** Of the heap, between the first tenth and the end */
  readonly grownBytes: number;
}

/** Throws what a framer or the reader behind it throws. The same seed gives the same chunks. */
export function fuzzFramer(make: () => Framer, chunks: number, seed: number): Fuzzed {
  const framer = make();
  const reader = createScanReader({ prefix: 'aim', charset: 'utf-8', source: 'serial', deviceId: 'fuzz', repeatMs: 300 });
  reader.begin(make());
  const random = createRandom(seed);
  let nowMs = 0;
  let bytes = 0;
  let frames = 0;
  let longest = 0;
  let heapAtFirst = 0;
  for (let index = 0; index < chunks; index += 1) {
    const chunk = randomChunk(random);
    bytes += chunk.length;
    nowMs += random() % 8 === 0 ? random() % 2_000 : random() % 5;
    const framed = random() % 16 === 0 ? framer.tick(nowMs) : framer.push(chunk, nowMs);
    for (const one of framed) {
      if (one.kind !== 'frame') continue;
      frames += 1;
      longest = Math.max(longest, one.bytes.length);
    }
    reader.read(chunk, nowMs);
    if (index === Math.floor(chunks / 10)) heapAtFirst = heapBytes();
  }
  return { bytes, frames, longest, grownBytes: heapBytes() - heapAtFirst };
}

/** Marks of frames are common, else random bytes would hardly ever make one; now and then a chunk is long. */
function randomChunk(random: () => number): Uint8Array {
  const length = random() % 64 === 0 ? random() % 9_000 : random() % 40;
  const chunk = new Uint8Array(length);
  const marks = [0x02, 0x03, 0x0d, 0x0a, 0x09, 0x7e, 0x00, 0x10];
  const kind = random() % 3;
  for (let at = 0; at < length; at += 1) {
    const value = random();
    chunk[at] = kind === 0 ? value : value % 12 === 0 ? (marks[(value >>> 8) % marks.length] ?? 0) : 0x30 + (value % 10);
  }
  return chunk;
}
