/** Tells a scanner that types from a person who types: by speed and by the terminator. Pure; the time comes with each key. */

/** A scanner leaves 1 to 40 ms between keys; a person's fastest sustained typing leaves 60 and more. */
const maxGapMs = 50;
/** The shortest code that is scanned is a card's six-digit form; four leave room for others. */
const minLength = 4;
const maxLength = 512;

export type WedgeKey =
  | { kind: 'character'; character: string; atMs: number }
  /** Enter or Tab */
  | { kind: 'terminator'; atMs: number }
  /** A key that no scanner presses inside a code, or one that is held down and repeats */
  | { kind: 'other' };

/** `first`: this key could begin a code. `more`: it goes on with one. `code`: a whole code was typed by a scanner. `none`: a person. */
export type WedgeOutcome = { kind: 'none' } | { kind: 'first' } | { kind: 'more' } | { kind: 'code'; code: string };

export interface WedgeFramer {
  feed(key: WedgeKey): WedgeOutcome;
}

export function createWedgeFramer(): WedgeFramer {
  let collected = '';
  let lastMs = 0;
  return {
    feed(key) {
      if (key.kind === 'other') {
        collected = '';
        return { kind: 'none' };
      }
      const isQuick = collected !== '' && key.atMs - lastMs <= maxGapMs;
      lastMs = key.atMs;
      if (key.kind === 'terminator') {
        const code = collected;
        collected = '';
        return isQuick && code.length >= minLength ? { kind: 'code', code } : { kind: 'none' };
      }
      if (isQuick && collected.length < maxLength) {
        collected += key.character;
        return { kind: 'more' };
      }
      collected = key.character;
      return { kind: 'first' };
    },
  };
}
