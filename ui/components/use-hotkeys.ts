import { useEffect, useLayoutEffect, useRef } from 'react';

/** What each key of the sale does. A name with a modifier is "Ctrl+Z". Undefined lets the browser have the key. */
export type Hotkeys = Readonly<Record<string, (() => void) | undefined>>;

/** Keys that belong to whatever is written in. */
const typingKeys = new Set(['ArrowUp', 'ArrowDown', '+', '-', 'Delete', 'Ctrl+Z']);
/** Keys that may be held: any other acts once, however long the hand rests on it. */
const heldKeys = new Set(['ArrowUp', 'ArrowDown', '+', '-']);

/** Listens to the keyboard of the whole page. The keys of text stay with a field that has the focus. */
export function useHotkeys(hotkeys: Hotkeys): void {
  const latest = useRef(hotkeys);
  useLayoutEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.altKey || event.metaKey || event.isComposing) return;
      const name = keyName(event);
      if (typingKeys.has(name) && isWriting(event.target)) return;
      const act = latest.current[name];
      if (act === undefined) return;
      event.preventDefault();
      if (!event.repeat || heldKeys.has(name)) act();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** By the key's place for letters, so that Ctrl+Z is the same key on a Russian keyboard. */
function keyName(event: KeyboardEvent): string {
  if (event.ctrlKey) return `Ctrl+${event.code.startsWith('Key') ? event.code.slice(3) : event.key}`;
  return event.key === '=' ? '+' : event.key;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
