import { rememberField, type FieldMemory } from './field-memory.ts';
import { keyCharacter } from './key-character.ts';
import { createWedgeFramer, type WedgeKey } from './wedge-framer.ts';

/** Shift and the locks stand between the characters of a code; they neither belong to it nor end it. */
const silentKeys = new Set(['Shift', 'CapsLock', 'NumLock']);

/**
 * Listens to every key of the page, whatever has the focus, and calls `onCode` for each code that a scanner typed.
 * The terminator of a code reaches nobody else: it presses no button and submits no form. Answers how to stop.
 */
export function listenWedge(target: Window, onCode: (code: string) => void): () => void {
  const framer = createWedgeFramer();
  let memory: FieldMemory | undefined;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing || silentKeys.has(event.key)) return;
    const before = rememberField(target.document.activeElement);
    const outcome = framer.feed(readKey(event));
    switch (outcome.kind) {
      case 'first':
        memory = before;
        break;
      case 'more':
        // A button or a shortcut of the page must not hear the middle of a code. A field may: it is put back at the end.
        if (before === undefined) event.stopImmediatePropagation();
        break;
      case 'code':
        event.preventDefault();
        event.stopImmediatePropagation();
        memory?.restore();
        memory = undefined;
        onCode(outcome.code);
        break;
      case 'none':
        memory = undefined;
        break;
    }
  }

  target.addEventListener('keydown', onKeyDown, { capture: true });
  return () => target.removeEventListener('keydown', onKeyDown, { capture: true });
}

function readKey(event: KeyboardEvent): WedgeKey {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return { kind: 'other' };
  // The event's own time is when the key was pressed: a busy page does not stretch the gaps.
  if (event.key === 'Enter' || event.key === 'Tab') return { kind: 'terminator', atMs: event.timeStamp };
  const character = keyCharacter({ code: event.code, key: event.key, shift: event.shiftKey, capsLock: event.getModifierState('CapsLock') });
  return character === undefined ? { kind: 'other' } : { kind: 'character', character, atMs: event.timeStamp };
}
