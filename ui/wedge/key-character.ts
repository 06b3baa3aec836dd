/** The part of a keyboard event that tells a character. `code` is the place of the key, whatever the layout. */
export interface PressedKey {
  code: string;
  key: string;
  /** As the scanner meant it: where it takes Caps Lock into account, it presses Shift the other way for letters */
  shift: boolean;
  isCapsLockMet?: boolean;
}

/** FNC1 inside a code. */
export const gs = '\u001d';

/** Signs of the US layout by place: without shift, with shift. Scanners are set to it out of the box. */
const signs: Readonly<Record<string, readonly [string, string]>> = {
  Digit1: ['1', '!'], Digit2: ['2', '@'], Digit3: ['3', '#'], Digit4: ['4', '$'], Digit5: ['5', '%'],
  Digit6: ['6', '^'], Digit7: ['7', '&'], Digit8: ['8', '*'], Digit9: ['9', '('], Digit0: ['0', ')'],
  Minus: ['-', '_'], Equal: ['=', '+'], BracketLeft: ['[', '{'], BracketRight: [']', '}'], Backslash: ['\\', '|'],
  Semicolon: [';', ':'], Quote: ["'", '"'], Backquote: ['`', '~'], Comma: [',', '<'], Period: ['.', '>'], Slash: ['/', '?'], Space: [' ', ' '],
  NumpadDecimal: ['.', '.'], NumpadDivide: ['/', '/'], NumpadMultiply: ['*', '*'], NumpadSubtract: ['-', '-'], NumpadAdd: ['+', '+'],
};

/**
 * The character that a scanner meant by a key. A scanner types as on a US keyboard; where the machine's layout is
 * Russian or Kazakh, `event.key` says another letter (or, on some layouts, another sign for a digit), so the place of the key counts.
 * Caps Lock is the person's and not the scanner's: marks tell capitals from small letters, so Shift alone decides.
 * Undefined for a key that makes no character.
 */
export function keyCharacter(pressed: PressedKey): string | undefined {
  const letter = /^Key([A-Z])$/.exec(pressed.code)?.[1];
  if (letter !== undefined) return pressed.shift !== (pressed.isCapsLockMet === true) ? letter : letter.toLowerCase();
  const digit = /^Numpad([0-9])$/.exec(pressed.code)?.[1];
  if (digit !== undefined) return digit;
  const pair = signs[pressed.code];
  if (pair !== undefined) return pressed.shift ? pair[1] : pair[0];
  // A virtual keyboard or a remote session gives no code, but the character itself.
  if (pressed.code === '' && /^[\x20-\x7e]$/.test(pressed.key)) return pressed.key;
  return undefined;
}

/** The character of an Alt code typed on the number pad: `0029` or `29` is GS. Undefined for what no scanner sends so. */
export function altCodeCharacter(digits: string): string | undefined {
  const code = Number(digits);
  return /^[0-9]{1,4}$/.test(digits) && code > 0 && code < 256 ? String.fromCharCode(code) : undefined;
}
