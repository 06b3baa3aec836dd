import { createPartial } from './partial.ts';
import type { Framed, Framer, FramerLimits } from './framer.ts';

/** For scanners without any mark: a frame is over when nothing came for `idleMs`. Its `timeoutMs` would say the same and is not looked at. */
export function createIdleFramer(idleMs: number, { maxBytes }: Pick<FramerLimits, 'maxBytes'>): Framer {
  const partial = createPartial(maxBytes);
  let lastMs = 0;
  let skipped = 0;

  const finish = (nowMs: number, out: Framed[]): void => {
    if ((partial.length === 0 && skipped === 0) || nowMs - lastMs < idleMs) return;
    const whole = partial.take(new Uint8Array());
    if (skipped > 0) out.push({ kind: 'dropped', why: 'oversize', count: skipped });
    else if (whole !== undefined) out.push({ kind: 'frame', bytes: whole });
    skipped = 0;
  };
  return {
    get dueMs() {
      return partial.length > 0 || skipped > 0 ? lastMs + idleMs : undefined;
    },
    push: (chunk, atMs) => {
      const out: Framed[] = [];
      if (chunk.length === 0) return out;
      finish(atMs, out);
      lastMs = atMs;
      const held = partial.length;
      if (skipped > 0) skipped += chunk.length;
      else if (!partial.add(chunk)) skipped = held + chunk.length;
      return out;
    },
    tick: (nowMs) => {
      const out: Framed[] = [];
      finish(nowMs, out);
      return out;
    },
  };
}
