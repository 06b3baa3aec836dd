import { CodeMalformed } from './bytes.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const valueOf = new Map(Array.from({ length: alphabet.length }, (_, value) => [alphabet.charAt(value), value]));

/** RFC 4648 §5, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.subarray(at, at + 3);
    const group = first * 0x10000 + (second ?? 0) * 0x100 + (third ?? 0);
    const letters = [group >> 18, (group >> 12) & 63, (group >> 6) & 63, group & 63].map((value) => alphabet.charAt(value)).join('');
    text += letters.slice(0, second === undefined ? 2 : third === undefined ? 3 : 4);
  }
  return text;
}

/** Each text has one form: bits that stand for nothing must be zero. @throws CodeMalformed */
export function fromBase64url(text: string): Uint8Array {
  if (text.length % 4 === 1) throw new CodeMalformed('a letter is missing');
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    const letters = text.slice(at, at + 4);
    const values = letters.split('').map((letter) => {
      const value = valueOf.get(letter);
      if (value === undefined) throw new CodeMalformed(`"${letter}" is no letter of base64url`);
      return value;
    });
    const group = values.reduce((sum, value, place) => sum + value * 64 ** (3 - place), 0);
    const whole = [group >> 16, (group >> 8) & 255, group & 255].slice(0, letters.length - 1);
    if (group % 256 ** (4 - letters.length) !== 0) throw new CodeMalformed('its last letter has bits that stand for nothing');
    bytes.push(...whole);
  }
  return Uint8Array.from(bytes);
}
