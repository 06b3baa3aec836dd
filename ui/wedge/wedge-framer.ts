import { defaultWedgeOptions, type WedgeOptions } from './wedge-options.ts';

/** The longest code is that of a slip, with 700 characters. */
const maxLength = 1024;

export type WedgeKey =
  | { kind: 'character'; character: string; atMs: number }
  /** A key inside a code that makes no character by itself: Shift, Ctrl, Alt, a digit of an Alt code */
  | { kind: 'silent'; atMs: number }
  /** Enter or Tab */
  | { kind: 'terminator'; atMs: number }
  /** A key that no scanner presses inside a code, or one that is held down and repeats */
  | { kind: 'other' };

/** `first`: this key could begin a code. `more`: it goes on with one. `code`: a whole code was typed by a scanner. `none`: a person. */
export type WedgeOutcome = { kind: 'none' } | { kind: 'first' } | { kind: 'more' } | { kind: 'code'; code: string };

/**
 * Tells a scanner that types from a person who types: by speed and by the terminator, or by the prefix. Pure; the time comes with each key.
 *
 *            character            quick character           quick terminator, long enough
 *   idle ───────────────► first ───────────────────► more ────────────────────────────────► code ─► idle
 *     ▲                     │  slow character: first     │
 *     └──── other key, slow terminator ──────────────────┘
 */
export interface WedgeFramer {
  feed(key: WedgeKey): WedgeOutcome;
  /** After so long without a key, what was collected was no code. */
  readonly quietMs: number;
}

/** With a prefix a scanner is known by it, and may take its time. */
const gapWithPrefix = 4;

export function createWedgeFramer({ maxGapMs, minLength, prefix }: Pick<WedgeOptions, 'maxGapMs' | 'minLength' | 'prefix'> = defaultWedgeOptions): WedgeFramer {
  const quietMs = prefix === '' ? maxGapMs : maxGapMs * gapWithPrefix;
  let collected = '';
  let lastMs = 0;
  const reset = (): WedgeOutcome => {
    collected = '';
    return { kind: 'none' };
  };
  function begin(character: string): WedgeOutcome {
    if (prefix !== '' && !prefix.startsWith(character)) return reset();
    collected = character;
    return { kind: 'first' };
  }
  return {
    quietMs,
    feed(key) {
      if (key.kind === 'other') return reset();
      const isQuick = collected !== '' && key.atMs - lastMs <= quietMs;
      if (key.kind === 'silent') {
        if (isQuick) lastMs = key.atMs;
        return { kind: collected === '' ? 'none' : 'more' };
      }
      lastMs = key.atMs;
      if (key.kind === 'terminator') {
        const code = collected.slice(prefix.length);
        const isCode = isQuick && collected.startsWith(prefix) && code.length >= minLength;
        reset();
        return isCode ? { kind: 'code', code } : { kind: 'none' };
      }
      if (!isQuick || collected.length >= maxLength) return begin(key.character);
      if (collected.length < prefix.length && !prefix.startsWith(collected + key.character)) return begin(key.character);
      collected += key.character;
      return { kind: 'more' };
    },
  };
}
