import { altCodeCharacter, gs, keyCharacter } from './key-character.ts';
import type { WedgeKey } from './wedge-framer.ts';
import type { WedgeOptions } from './wedge-options.ts';

/** Between the characters of a code; they neither belong to it nor end it. */
const modifierKeys = new Set(['Shift', 'Control', 'Alt', 'CapsLock', 'NumLock']);
/** Some scanners send the ends of a line as control characters. */
const terminatorControls = new Set(['KeyM', 'KeyJ', 'KeyI']);

/** Reads keys one after the other; an Alt code takes several. Undefined: the event is no key of its own. */
export interface KeyReader {
  down(event: KeyboardEvent): WedgeKey;
  up(event: KeyboardEvent): WedgeKey | undefined;
}

export function createKeyReader({ gsKeys, capsLock }: Pick<WedgeOptions, 'gsKeys' | 'capsLock'>): KeyReader {
  let altDigits = '';
  return {
    down(event) {
      // The event's own time is when the key was pressed: a busy page does not stretch the gaps.
      const atMs = event.timeStamp;
      const place = event.ctrlKey ? `Ctrl+${event.code}` : event.code;
      if (event.repeat || event.metaKey) return { kind: 'other' };
      if (gsKeys.includes(place) || event.key === gs) return { kind: 'character', character: gs, atMs };
      if (modifierKeys.has(event.key)) {
        if (event.key === 'Alt') altDigits = '';
        return { kind: 'silent', atMs };
      }
      if (event.altKey) {
        const digit = event.ctrlKey ? undefined : /^Numpad([0-9])$/.exec(event.code)?.[1];
        if (digit === undefined) return { kind: 'other' };
        altDigits += digit;
        return { kind: 'silent', atMs };
      }
      if (event.ctrlKey) return terminatorControls.has(event.code) ? { kind: 'terminator', atMs } : { kind: 'other' };
      if (event.key === 'Enter' || event.key === 'Tab') return { kind: 'terminator', atMs };
      const character = keyCharacter({ code: event.code, key: event.key, shift: event.shiftKey, isCapsLockMet: capsLock === 'met' && event.getModifierState('CapsLock') });
      return character === undefined ? { kind: 'other' } : { kind: 'character', character, atMs };
    },
    up(event) {
      if (event.key !== 'Alt' || altDigits === '') return undefined;
      const character = altCodeCharacter(altDigits);
      altDigits = '';
      return character === undefined ? { kind: 'other' } : { kind: 'character', character, atMs: event.timeStamp };
    },
  };
}
