/** What stood in a text field before a scanner typed into it, so that no digit of a code stays there. */
export interface FieldMemory {
  /** Puts the field back, in a way that React sees as the person's own input. */
  restore(): void;
}

/** Remembers the focused text field; undefined where the focus is elsewhere. */
export function rememberField(element: Element | null): FieldMemory | undefined {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return undefined;
  const { value, selectionStart, selectionEnd } = element;
  return {
    restore() {
      if (element.value === value) return;
      // React listens to its own setter of `value`; the prototype's one goes past it, and the event tells it.
      const prototype = element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
      Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
      element.dispatchEvent(new Event('input', { bubbles: true }));
      if (selectionStart !== null) element.setSelectionRange(selectionStart, selectionEnd);
    },
  };
}
