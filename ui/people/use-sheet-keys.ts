import { useEffect, useRef } from 'react';

/** What the sheets about people do with keys before the screen under them hears any. */
export interface SheetKeys {
  /** Keys for the screen under the lock are nobody's */
  isLocked: boolean;
  onEscape: (() => void) | undefined;
}

export function useSheetKeys(keys: SheetKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const { isLocked, onEscape } = latest.current;
      if (event.key === 'Escape' && onEscape !== undefined) {
        event.preventDefault();
        event.stopImmediatePropagation();
        onEscape();
      } else if (isLocked && isForTheScreen(event)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    }
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

function isForTheScreen({ key, ctrlKey, target }: KeyboardEvent): boolean {
  if (/^F[0-9]{1,2}$/.test(key) || key === 'Escape') return true;
  if (ctrlKey) return key === 'Enter' || key.toLowerCase() === 'z';
  return key !== 'Tab' && !(target instanceof Element && target.closest('.person-sheet') !== null);
}
