type TextField = HTMLInputElement | HTMLTextAreaElement;

/** What stood in a text field before a scanner typed into it, so that nothing of a code stays there. */
export interface FieldMemory {
  readonly field: TextField;
  /** Puts the field back, in a way that React sees as the person's own input. */
  restore(): void;
}

/** Remembers the focused text field; undefined where the focus is elsewhere. */
export function rememberField(element: Element | null): FieldMemory | undefined {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return undefined;
  const { value, selectionStart, selectionEnd } = element;
  return {
    field: element,
    restore() {
      if (element.value === value) return;
      write(element, value);
      if (selectionStart !== null) element.setSelectionRange(selectionStart, selectionEnd);
    },
  };
}

/** May not see even one character of a code, as it may act on what is complete: a PIN. */
export function isWatchful(field: TextField): boolean {
  return field.type === 'password' || field.dataset['wedge'] === 'hold';
}

/** Types for the person what was held back and turned out to be theirs. */
export function typeInto(field: TextField, text: string): void {
  if (field.readOnly || field.disabled) return;
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? field.value.length;
  const room = field.maxLength < 0 ? text.length : Math.max(0, field.maxLength - field.value.length + (end - start));
  const typed = text.slice(0, room);
  write(field, field.value.slice(0, start) + typed + field.value.slice(end));
  if (field.selectionStart !== null) field.setSelectionRange(start + typed.length, start + typed.length);
}

function write(field: TextField, value: string): void {
  // React listens to its own setter of `value`; the prototype's one goes past it, and the event tells it.
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
