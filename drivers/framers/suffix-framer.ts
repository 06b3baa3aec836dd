import { createPartial } from './partial.ts';
import { viewOf } from './view-of.ts';
import type { Framed, Framer, FramerLimits } from './framer.ts';

export const suffixes = ['cr', 'lf', 'crlf', 'tab', 'etx'] as const;
export type Suffix = (typeof suffixes)[number];

const stx = 0x02;
/** The end of an ISO 15434 message, which is data */
const eot = 0x04;
const cr = 0x0d;
const lf = 0x0a;
/** FS, GS, RS and US belong to codes; what lies below them is noise where a frame begins */
const firstOfCodes = 0x1c;
const lastByte: Readonly<Record<Suffix, number>> = { cr, lf, crlf: lf, tab: 0x09, etx: 0x03 };

/**
 * A frame ends with its suffix. `cr` and `lf` also understand a scanner that was set to both: the other one of the pair is no part of a frame, and neither is an STX
 * before it. Other control characters around a frame are noise of the line or filling and are left out.
 */
export function createSuffixFramer(suffix: Suffix, { maxBytes, timeoutMs }: FramerLimits): Framer {
  const end = lastByte[suffix];
  // With room for the marks that are taken off.
  const partial = createPartial(maxBytes + 2);
  let lastMs = 0;
  /** Bytes of a frame that was too long: all of it is thrown away */
  let skipped = 0;
  let byteBefore = 0;

  const expire = (nowMs: number, out: Framed[]): void => {
    if ((partial.length === 0 && skipped === 0) || nowMs - lastMs < timeoutMs) return;
    out.push(skipped > 0 ? { kind: 'dropped', why: 'oversize', count: skipped } : { kind: 'dropped', why: 'timeout', count: partial.length });
    partial.clear();
    skipped = 0;
  };
  const finish = (chunk: Uint8Array, start: number, end: number, out: Framed[]): void => {
    const held = partial.length;
    if (skipped === 0 && held === 0 && end - start <= maxBytes) {
      trim(suffix, chunk, start, end, maxBytes, out);
      return;
    }
    const bytes = chunk.subarray(start, end);
    const whole = skipped > 0 ? undefined : partial.take(bytes);
    if (whole === undefined) out.push({ kind: 'dropped', why: 'oversize', count: skipped + held + bytes.length });
    else trim(suffix, whole, 0, whole.length, maxBytes, out);
    skipped = 0;
  };
  return {
    get dueMs() {
      return partial.length > 0 || skipped > 0 ? lastMs + timeoutMs : undefined;
    },
    push: (chunk, atMs) => {
      const out: Framed[] = [];
      expire(atMs, out);
      lastMs = atMs;
      let start = 0;
      // A code is so short that calling `indexOf` for each would take longer than looking at its bytes here.
      for (let at = 0; at < chunk.length; at += 1) {
        if (chunk[at] !== end || (suffix === 'crlf' && (at > 0 ? chunk[at - 1] : byteBefore) !== cr)) continue;
        finish(chunk, start, at, out);
        start = at + 1;
      }
      if (start < chunk.length) {
        const rest = chunk.subarray(start);
        const held = partial.length;
        if (skipped > 0) skipped += rest.length;
        else if (!partial.add(rest)) skipped = held + rest.length;
      }
      byteBefore = chunk.at(-1) ?? byteBefore;
      return out;
    },
    tick: (nowMs) => {
      const out: Framed[] = [];
      expire(nowMs, out);
      return out;
    },
  };
}

/** Makes the frame of `bytes[start … end)`: one view of it, whatever is taken off. */
function trim(suffix: Suffix, bytes: Uint8Array, start: number, end: number, maxBytes: number, out: Framed[]): void {
  let to = (suffix === 'crlf' || suffix === 'lf') && end > start && bytes[end - 1] === cr ? end - 1 : end;
  const first = bytes[start];
  let from = end > start && (first === stx || (suffix === 'cr' && first === lf)) ? start + 1 : start;
  const expected = from;
  while (from < to && (bytes[from] ?? 0) < firstOfCodes) from += 1;
  // Scanners fill up with NUL, and some are set to another end too.
  while (to > from && (bytes[to - 1] ?? 0) < firstOfCodes && bytes[to - 1] !== eot) to -= 1;
  if (from > expected) out.push({ kind: 'dropped', why: 'garbage', count: from - expected });
  if (to - from > maxBytes) out.push({ kind: 'dropped', why: 'oversize', count: to - from });
  else if (to > from) out.push({ kind: 'frame', bytes: viewOf(bytes, from, to) });
}
