import { isWatchful, rememberField, typeInto, type FieldMemory } from './field-memory.ts';
import { createKeyReader } from './read-key.ts';
import { createWedgeFramer } from './wedge-framer.ts';
import { defaultWedgeOptions, type WedgeOptions } from './wedge-options.ts';

/** A PIN waits longer until it sees what was held back: what it has seen it may have acted on. */
const watchfulPatience = 4;

/**
 * Listens to every key of the page, whatever has the focus, and calls `onCode` for each code that a scanner typed.
 * Nobody else hears a code: its first character is taken out of the field again, the others never get there, and the
 * terminator presses no button and submits no form, and no key of it is a command of the page. What was held back and was a person's after all is typed for them. Answers how to stop.
 */
export function listenWedge(target: Window, onCode: (code: string) => void, options: WedgeOptions = defaultWedgeOptions): () => void {
  const framer = createWedgeFramer(options);
  const keys = createKeyReader(options);
  let memory: FieldMemory | undefined;
  /** What a person would have typed with the keys that were held back */
  let held = '';
  /** The field shows it by now, as no key came for a while; a busy page may still bring the next one, pressed in time. */
  let isLent = false;
  let quiet: number | undefined;
  /** The first key, where the page would act on it alone: `+` on a line, F8, Ctrl+] */
  let kept: KeyboardEvent | undefined;
  /** Of ours, for the page alone */
  let isPassing = false;
  /** An Alt code makes its character without a key: it comes as input alone. */
  let swallowsInput = false;

  function lend(): void {
    if (memory === undefined || held === '' || isLent) return;
    isLent = true;
    typeInto(memory.field, held);
  }
  /** As far as can be told it was a person: the page and the field get what was kept from them. */
  function settle(): void {
    pass();
    lend();
  }
  function giveBack(): void {
    target.clearTimeout(quiet);
    settle();
    forget();
  }
  /** It was no code that began with this key: the page hears it now. */
  function pass(): void {
    if (kept === undefined) return;
    const { key, code, ctrlKey, shiftKey } = kept;
    const from = kept.target ?? target;
    kept = undefined;
    isPassing = true;
    from.dispatchEvent(new KeyboardEvent('keydown', { key, code, ctrlKey, shiftKey, bubbles: true, cancelable: true }));
    isPassing = false;
  }
  function forget(): void {
    kept = undefined;
    held = '';
    isLent = false;
    memory = undefined;
  }
  function hold(event: KeyboardEvent): void {
    // A button or a shortcut of the page must not hear the middle of a code either.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (/^[^\p{Cc}]$/u.test(event.key) && !event.ctrlKey && !event.altKey) held += event.key;
    target.clearTimeout(quiet);
    quiet = target.setTimeout(settle, memory !== undefined && isWatchful(memory.field) ? framer.quietMs * watchfulPatience : framer.quietMs);
  }

  function keep(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    kept = event;
    target.clearTimeout(quiet);
    quiet = target.setTimeout(settle, framer.quietMs);
  }

  function take(event: KeyboardEvent, key: Parameters<typeof framer.feed>[0]): void {
    const outcome = framer.feed(key);
    switch (outcome.kind) {
      case 'first': {
        giveBack();
        memory = rememberField(target.document.activeElement);
        if (isCommand(event, memory !== undefined)) keep(event);
        // With a prefix, or where one character could be one too many, the first waits too.
        else if (memory !== undefined && (options.prefix !== '' || isWatchful(memory.field))) hold(event);
        break;
      }
      case 'more':
        if (key.kind === 'silent') break;
        if (isLent) {
          memory?.restore();
          isLent = false;
        } else if (held === '' && memory !== undefined) {
          const before = memory.field.value;
          memory.restore();
          // What the field showed beyond its memory is the first character.
          if (before !== memory.field.value) held = firstOf(before, memory.field.value);
        }
        hold(event);
        break;
      case 'code':
        target.clearTimeout(quiet);
        event.preventDefault();
        event.stopImmediatePropagation();
        memory?.restore();
        forget();
        onCode(outcome.code);
        break;
      case 'none':
        if (key.kind !== 'silent') giveBack();
        break;
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (!event.isComposing && !isPassing) take(event, keys.down(event));
  }
  function onKeyUp(event: KeyboardEvent): void {
    const key = keys.up(event);
    if (key === undefined) return;
    take(event, key);
    swallowsInput = held !== '' || memory !== undefined;
    target.setTimeout(() => (swallowsInput = false));
  }
  function onBeforeInput(event: InputEvent): void {
    if (swallowsInput) event.preventDefault();
  }

  target.addEventListener('keydown', onKeyDown, { capture: true });
  target.addEventListener('keyup', onKeyUp, { capture: true });
  target.addEventListener('beforeinput', onBeforeInput, { capture: true });
  return () => {
    giveBack();
    target.removeEventListener('keydown', onKeyDown, { capture: true });
    target.removeEventListener('keyup', onKeyUp, { capture: true });
    target.removeEventListener('beforeinput', onBeforeInput, { capture: true });
  };
}

/** A key that the page takes for a command, and a scanner for the begin of a code: GS in front, or a sign where nobody writes. */
function isCommand({ key, type }: KeyboardEvent, isWriting: boolean): boolean {
  return type === 'keydown' && (key.length > 1 || (!isWriting && /^[^\p{L}\p{N}\s]$/u.test(key)));
}

/** The one character that `now` has more than `before`, or that replaced a selection. */
function firstOf(now: string, before: string): string {
  let same = 0;
  while (same < now.length - 1 && now[same] === before[same]) same += 1;
  return now.charAt(same);
}
