import { createPartial } from '../../framers/partial.ts';
import { guessLayout } from './hid-pos-layout.ts';
import { readReport } from './read-report.ts';
import type { Framed, Framer, FramerLimits } from '../../framers/framer.ts';
import type { HidPosLayout } from './hid-pos-layout.ts';

/**
 * Puts reports together: each `push` is one report, a frame is what a scan sent, with its AIM identifier in front where the scanner tells one. A scan of several reports ends
 * with the first that is not continued; one that never ends is thrown away by time or size.
 */
export function createHidPosFramer(layouts: readonly HidPosLayout[], { maxBytes, timeoutMs }: FramerLimits): Framer {
  const partial = createPartial(maxBytes + 3);
  let isHalf = false;
  let skipped = 0;
  let lastMs = 0;

  const expire = (nowMs: number, out: Framed[]): void => {
    if (!isHalf || nowMs - lastMs < timeoutMs) return;
    out.push({ kind: 'dropped', why: skipped > 0 ? 'oversize' : 'timeout', count: skipped + partial.length });
    reset();
  };
  const reset = (): void => {
    partial.clear();
    isHalf = false;
    skipped = 0;
  };
  const add = (bytes: Uint8Array): void => {
    const held = partial.length;
    if (skipped > 0) skipped += bytes.length;
    else if (!partial.add(bytes)) skipped = held + bytes.length;
  };
  return {
    get dueMs() {
      return isHalf ? lastMs + timeoutMs : undefined;
    },
    push: (report, atMs) => {
      const out: Framed[] = [];
      expire(atMs, out);
      if (report.length === 0) return out;
      const layout = layouts.find(({ reportId }) => reportId === 0 || reportId === report[0]) ?? (layouts.length === 0 ? guessLayout(report) : undefined);
      if (layout === undefined) return out;
      const read = readReport(layout, report);
      if (!read.ok) {
        if (read.why !== 'other-report') out.push({ kind: 'dropped', why: 'garbage', count: report.length });
        return out;
      }
      lastMs = atMs;
      if (!isHalf && read.aim !== undefined) add(read.aim);
      isHalf = true;
      add(read.data);
      if (read.isContinued) return out;
      const whole = skipped > 0 ? undefined : partial.take(new Uint8Array());
      if (whole === undefined) out.push({ kind: 'dropped', why: 'oversize', count: skipped });
      else if (whole.length > 0) out.push({ kind: 'frame', bytes: whole });
      reset();
      return out;
    },
    tick: (nowMs) => {
      const out: Framed[] = [];
      expire(nowMs, out);
      return out;
    },
  };
}
