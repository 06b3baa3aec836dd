import { describe, expect, it } from 'vitest';
import { altCodeCharacter, keyCharacter } from '../../ui/wedge/key-character.ts';

const press = (code: string, key: string, shift = false) => keyCharacter({ code, key, shift });

describe('the character that a scanner meant', () => {
  it.each([
    ['a digit', press('Digit4', '4'), '4'],
    ['a digit on the number pad', press('Numpad7', '7'), '7'],
    ['a letter while the layout is Russian', press('KeyA', 'ф'), 'a'],
    ['a capital letter while the layout is Kazakh', press('KeyQ', 'Й', true), 'Q'],
    ['a capital letter though a person left Caps Lock on', press('KeyA', 'a', true), 'A'],
    ['a digit on a layout where the upper row has Kazakh letters', press('Digit2', 'ә'), '2'],
    ['a sign of a web address', press('Slash', '.'), '/'],
    ['a sign with Shift', press('Semicolon', 'Ж', true), ':'],
    ['a key of a remote session, which has no place', press('', '5'), '5'],
    ['no character for an arrow', press('ArrowLeft', 'ArrowLeft'), undefined],
    ['no character for a function key', press('F12', 'F12'), undefined],
  ])('is %s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });
});

describe('a scanner that looks at Caps Lock', () => {
  const met = (code: string, key: string, shift: boolean) => keyCharacter({ code, key, shift, isCapsLockMet: true });
  it('presses Shift the other way for letters, and for nothing else', () => {
    expect([met('KeyA', 'a', true), met('KeyA', 'A', false), met('Digit1', '!', true), met('Semicolon', 'ж', true), met('Digit4', '4', false)]).toEqual(['a', 'A', '!', ':', '4']);
  });
});

describe('an Alt code', () => {
  it.each([['0029', '\u001d'], ['48', '0'], ['065', 'A'], ['0', undefined], ['999', undefined], ['', undefined]])('%j is %j', (digits, character) => {
    expect(altCodeCharacter(digits)).toBe(character);
  });
});
