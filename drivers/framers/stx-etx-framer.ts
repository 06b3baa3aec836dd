import { createPartial } from './partial.ts';
import { viewOf } from './view-of.ts';
import type { Framed, Framer, FramerLimits } from './framer.ts';

const stx = 0x02;
const etx = 0x03;

/** A frame lies between STX and ETX; everything outside is garbage. An STX within a frame begins it anew: the end of the one before was lost. */
export function createStxEtxFramer({ maxBytes, timeoutMs }: FramerLimits): Framer {
  const partial = createPartial(maxBytes);
  let isInside = false;
  let lastMs = 0;

  const expire = (nowMs: number, out: Framed[]): void => {
    if (!isInside || nowMs - lastMs < timeoutMs) return;
    out.push({ kind: 'dropped', why: 'timeout', count: partial.length });
    partial.clear();
    isInside = false;
  };
  /** Looks for the begin. @returns where the frame's bytes start, or the chunk's length */
  const enter = (chunk: Uint8Array, from: number, out: Framed[]): number => {
    const at = chunk[from] === stx ? from : chunk.indexOf(stx, from);
    const end = at === -1 ? chunk.length : at;
    if (end > from) out.push({ kind: 'dropped', why: 'garbage', count: end - from });
    if (at === -1) return chunk.length;
    isInside = true;
    return at + 1;
  };
  /** The common case: nothing lies here half done, and the whole frame is in the chunk. @returns from where to go on, undefined where it is another case */
  const wholeFrame = (chunk: Uint8Array, from: number, out: Framed[]): number | undefined => {
    if (partial.length > 0) return undefined;
    let at = from;
    while (at < chunk.length && chunk[at] !== etx && chunk[at] !== stx) at += 1;
    if (chunk[at] !== etx || at - from > maxBytes) return undefined;
    isInside = false;
    if (at > from) out.push({ kind: 'frame', bytes: viewOf(chunk, from, at) });
    return at + 1;
  };
  /** Takes what belongs to the frame. @returns from where to go on */
  const advance = (chunk: Uint8Array, from: number, out: Framed[]): number => {
    const at = chunk.indexOf(etx, from);
    const bytes = chunk.subarray(from, at === -1 ? chunk.length : at);
    const begin = bytes.lastIndexOf(stx);
    if (begin !== -1) {
      out.push({ kind: 'dropped', why: 'garbage', count: partial.length + begin });
      partial.clear();
    }
    const own = begin === -1 ? bytes : bytes.subarray(begin + 1);
    const held = partial.length;
    if (at === -1) {
      if (!partial.add(own)) {
        out.push({ kind: 'dropped', why: 'oversize', count: held + own.length });
        isInside = false;
      }
      return chunk.length;
    }
    isInside = false;
    const whole = partial.take(own);
    if (whole === undefined) out.push({ kind: 'dropped', why: 'oversize', count: held + own.length });
    else if (whole.length > 0) out.push({ kind: 'frame', bytes: whole });
    return at + 1;
  };
  return {
    get dueMs() {
      return isInside ? lastMs + timeoutMs : undefined;
    },
    push: (chunk, atMs) => {
      const out: Framed[] = [];
      expire(atMs, out);
      lastMs = atMs;
      for (let from = 0; from < chunk.length;) from = isInside ? (wholeFrame(chunk, from, out) ?? advance(chunk, from, out)) : enter(chunk, from, out);
      return out;
    },
    tick: (nowMs) => {
      const out: Framed[] = [];
      expire(nowMs, out);
      return out;
    },
  };
}
