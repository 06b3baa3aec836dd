import { createPartial } from './partial.ts';
import { viewOf } from './view-of.ts';
import type { Framed, Framer, FramerLimits } from './framer.ts';

export interface LengthForm {
  /** How many bytes say the length of the data after them */
  readonly lengthBytes: 1 | 2;
  readonly byteOrder: 'big' | 'little';
  /** The byte that every frame begins with, before the length; without one only a time-out finds the begin again */
  readonly start?: number;
}

/** A frame says its length. A length of zero, or beyond the limit, cannot be one: its first byte is thrown away and the next one looked at. */
export function createLengthFramer(form: LengthForm, { maxBytes, timeoutMs }: FramerLimits): Framer {
  const headLength = form.lengthBytes + (form.start === undefined ? 0 : 1);
  const head = createPartial(headLength);
  const body = createPartial(maxBytes);
  /** Bytes of the frame that are still to come; 0 while its head is read */
  let missing = 0;
  let lastMs = 0;

  const expire = (nowMs: number, out: Framed[]): void => {
    const count = head.length + body.length;
    if ((count === 0 && missing === 0) || nowMs - lastMs < timeoutMs) return;
    out.push({ kind: 'dropped', why: 'timeout', count });
    clear();
  };
  const clear = (): void => {
    head.clear();
    body.clear();
    missing = 0;
  };
  const readHead = (chunk: Uint8Array, at: number, out: Framed[]): number => {
    if (form.start !== undefined && head.length === 0 && chunk[at] !== form.start) {
      const found = chunk.indexOf(form.start, at);
      const end = found === -1 ? chunk.length : found;
      out.push({ kind: 'dropped', why: 'garbage', count: end - at });
      return end;
    }
    if (head.length < headLength - 1) {
      head.add(chunk.subarray(at, at + 1));
      return at + 1;
    }
    const bytes = head.take(chunk.subarray(at, at + 1)) ?? new Uint8Array();
    const length = lengthIn(form, bytes);
    if (length > 0 && length <= maxBytes) {
      missing = length;
      return at + 1;
    }
    out.push({ kind: 'dropped', why: length === 0 ? 'garbage' : 'oversize', count: 1 });
    // What follows its first byte may be the begin of a true frame.
    head.add(bytes.subarray(1));
    if (form.start === undefined || head.length === 0) return at + 1;
    head.clear();
    return bytes.subarray(1).includes(form.start) ? at + 1 - (bytes.length - bytes.indexOf(form.start, 1)) : at + 1;
  };
  /** The common case: nothing lies here half done, and the whole frame is in the chunk. @returns from where to go on, undefined where it is another case */
  const wholeFrame = (chunk: Uint8Array, at: number, out: Framed[]): number | undefined => {
    const from = at + headLength;
    if (missing > 0 || head.length > 0 || from > chunk.length || (form.start !== undefined && chunk[at] !== form.start)) return undefined;
    const first = chunk[from - form.lengthBytes] ?? 0;
    const second = chunk[from - 1] ?? 0;
    const length = form.lengthBytes === 1 ? second : form.byteOrder === 'big' ? first * 256 + second : second * 256 + first;
    if (length === 0 || length > maxBytes || from + length > chunk.length) return undefined;
    out.push({ kind: 'frame', bytes: viewOf(chunk, from, from + length) });
    return from + length;
  };
  const readBody = (chunk: Uint8Array, at: number, out: Framed[]): number => {
    const part = chunk.subarray(at, at + missing);
    if (part.length < missing) {
      body.add(part);
      missing -= part.length;
      return chunk.length;
    }
    const whole = body.take(part);
    missing = 0;
    if (whole !== undefined) out.push({ kind: 'frame', bytes: whole });
    return at + part.length;
  };
  return {
    get dueMs() {
      return head.length + missing > 0 ? lastMs + timeoutMs : undefined;
    },
    push: (chunk, atMs) => {
      const out: Framed[] = [];
      expire(atMs, out);
      lastMs = atMs;
      for (let at = 0; at < chunk.length;) at = wholeFrame(chunk, at, out) ?? (missing > 0 ? readBody(chunk, at, out) : readHead(chunk, at, out));
      return out;
    },
    tick: (nowMs) => {
      const out: Framed[] = [];
      expire(nowMs, out);
      return out;
    },
  };
}

function lengthIn({ lengthBytes, byteOrder }: LengthForm, head: Uint8Array): number {
  const digits = head.subarray(head.length - lengthBytes);
  const [first = 0, second = 0] = digits;
  if (lengthBytes === 1) return first;
  return byteOrder === 'big' ? first * 256 + second : second * 256 + first;
}
