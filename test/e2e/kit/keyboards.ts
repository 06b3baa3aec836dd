import type { CDPSession, Page } from 'playwright-core';
import { withHeldTimers } from './held-timers.ts';

export type Layout = 'us' | 'russian' | 'kazakh';

/** What the same keys write in each layout, for the keys that codes need: place → without and with Shift. */
const us: Readonly<Record<string, string>> = Object.fromEntries([
  ...Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => [`Key${letter.toUpperCase()}`, letter + letter.toUpperCase()] as const),
  ...Array.from('1!2@3#4$5%6^7&8*9(0)'.match(/../g) ?? [], (pair) => [`Digit${pair[0]}`, pair] as const),
  ['Minus', '-_'], ['Equal', '=+'], ['BracketLeft', '[{'], ['BracketRight', ']}'], ['Backslash', '\\|'], ['Backquote', '`~'], ['Semicolon', ';:'], ['Quote', `'"`], ['Comma', ',<'], ['Period', '.>'], ['Slash', '/?'],
]);
const rows = ['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'];
const russianRows = ['йцукенгшщз', 'фывапролд', 'ячсмить'];
const russian: Readonly<Record<string, string>> = {
  ...us,
  ...Object.fromEntries(rows.flatMap((row, index) => Array.from(row, (letter, at) => {
    const small = russianRows[index]?.[at] ?? '';
    return [`Key${letter}`, small + small.toUpperCase()] as const;
  }))),
  BracketLeft: 'хХ', BracketRight: 'ъЪ', Semicolon: 'жЖ', Quote: 'эЭ', Comma: 'бБ', Period: 'юЮ', Slash: '.,', Digit2: '2"', Digit3: '3№', Digit4: '4;', Digit6: '6:', Digit7: '7?',
};
/** The upper row has Kazakh letters where digits are. */
const kazakh: Readonly<Record<string, string>> = {
  ...russian,
  ...Object.fromEntries(Array.from('"әіңғ,.үұқө', (letter, at) => [`Digit${at}`, letter + letter.toUpperCase()] as const)), Minus: 'һҺ',
};
const layouts: Readonly<Record<Layout, Readonly<Record<string, string>>>> = { us, russian, kazakh };
const placeOf = new Map(Object.entries(us).flatMap(([place, pair]) => Array.from(pair, (character, at) => [character, { place, isShifted: at === 1 }] as const)));

/** Faster than any person. */
const scannerGapMs = 50;

interface KeyEvent {
  type: 'keyDown' | 'keyUp' | 'rawKeyDown';
  key: string;
  code: string;
  /** Seconds since the epoch */
  timestamp: number;
  text?: string;
  modifiers?: number;
  windowsVirtualKeyCode?: number;
}

/** `Ctrl+]` and `F8` are what makers' manuals say; `character`: a key that stands for nothing but GS, as a driver of a serial port sends it. */
export type GsKey = 'Ctrl+]' | 'F8' | 'character';

interface TypeOptions {
  layout?: Layout;
  gapMs?: number;
  /** How the first, the second … GS is sent, over and over: by Ctrl+], if nothing is said */
  gs?: readonly GsKey[];
  /** A person left it on: the machine turns letters round, and the scanner knows nothing of it */
  isCapsLock?: boolean;
  /** Enter behind it, if nothing is said */
  terminator?: 'Enter' | 'Tab' | 'none';
}

/** Types by the places of keys, as a scanner set to US does, on a machine with this layout: real key events with their own times. */
export async function typeKeys(page: Page, text: string, { layout = 'us', gapMs = 5, gs = ['Ctrl+]'], isCapsLock = false, terminator = 'Enter' }: TypeOptions = {}): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const sender = senderFor(page, session, gapMs);
  let atS = Date.now() / 1000;
  const press = async (key: string, code: string, more: { text?: string; modifiers?: number; windowsVirtualKeyCode?: number; isUp?: boolean } = {}) => {
    const { text: typed, isUp, ...rest } = more;
    atS += isUp === true ? 0.0005 : gapMs / 1000;
    const type = isUp === true ? 'keyUp' : typed === undefined ? 'rawKeyDown' : 'keyDown';
    await sender.key({ type, key, code, timestamp: atS, ...rest, ...(typed === undefined ? {} : { text: typed }) });
  };
  let separators = 0;
  for (const character of text) {
    if (character === '\u001d') {
      const how = gs[separators % gs.length];
      separators += 1;
      if (how === 'F8') await press('F8', 'F8', { windowsVirtualKeyCode: 119 });
      else if (how === 'character') await press('\u001d', '');
      else {
        await press('Control', 'ControlLeft', { modifiers: 2, windowsVirtualKeyCode: 17 });
        await press(layouts[layout]['BracketRight']?.[0] ?? ']', 'BracketRight', { modifiers: 2, windowsVirtualKeyCode: 221 });
        await press('Control', 'ControlLeft', { isUp: true, windowsVirtualKeyCode: 17 });
      }
      continue;
    }
    const { place, isShifted } = placeOf.get(character) ?? { place: '', isShifted: false };
    const shown = turned(layouts[layout][place]?.[isShifted ? 1 : 0] ?? character, isCapsLock);
    const modifiers = isShifted ? 8 : 0;
    if (isShifted) await press('Shift', 'ShiftLeft', { modifiers, windowsVirtualKeyCode: 16 });
    await press(shown, place, { text: shown, modifiers });
    await press(shown, place, { isUp: true, modifiers });
    if (isShifted) await press('Shift', 'ShiftLeft', { isUp: true, windowsVirtualKeyCode: 16 });
  }
  if (terminator === 'Enter') await press('Enter', 'Enter', { text: '\r', windowsVirtualKeyCode: 13 });
  if (terminator === 'Tab') await press('Tab', 'Tab', { windowsVirtualKeyCode: 9 });
  await sender.done();
  await session.detach();
  // Who types next does so after this, by the clock too.
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, atS * 1000 - Date.now()) + gapMs));
}

/** What a machine makes of a letter while Caps Lock is on. */
function turned(character: string, isCapsLock: boolean): string {
  if (!isCapsLock) return character;
  return character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
}

/** Types by Alt codes on the number pad, as scanners do that shall not depend on any layout. */
export async function typeAltCodes(page: Page, text: string, gapMs = 5): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const sender = senderFor(page, session, gapMs);
  let atS = Date.now() / 1000;
  const send = async (type: 'rawKeyDown' | 'keyUp', key: string, code: string, modifiers: number) => {
    atS += gapMs / 1000;
    await sender.key({ type, key, code, modifiers, timestamp: atS });
  };
  for (const character of text) {
    await send('rawKeyDown', 'Alt', 'AltLeft', 1);
    for (const digit of String(character.charCodeAt(0)).padStart(4, '0')) await send('rawKeyDown', digit, `Numpad${digit}`, 1);
    await send('keyUp', 'Alt', 'AltLeft', 0);
  }
  await send('rawKeyDown', 'Enter', 'Enter', 0);
  await sender.done();
  await session.detach();
}

/**
 * A scanner's keys are all sent when it is done, and the page's waits are held meanwhile: its gaps are those of their time stamps, and no pause of this busy machine
 * gets between them, which the page would rightly take for a person's. A person's keys wait for one another.
 */
function senderFor(page: Page, session: CDPSession, gapMs: number): { key(event: KeyEvent): Promise<void>; done(): Promise<void> } {
  const send = async (event: KeyEvent): Promise<void> => void (await session.send('Input.dispatchKeyEvent', event));
  const events: KeyEvent[] = [];
  return {
    async key(event) {
      if (gapMs <= scannerGapMs) events.push(event);
      else await send(event);
    },
    async done() {
      if (events.length > 0) await withHeldTimers(page, async () => void (await Promise.all(events.map(send))));
    },
  };
}
