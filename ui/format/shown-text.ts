const space = 0x20;
const rubout = 0x7f;
/** Where Unicode has the signs for control characters */
const signs = 0x2400;

/** A scanned text with its control characters to be seen, as the signs that Unicode has for them: GS is ␝. */
export function shownText(text: string): string {
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code === rubout) return '␡';
    return code <= space ? String.fromCharCode(signs + code) : character;
  }).join('');
}

/** Bytes in pairs, as data sheets write them. */
export function shownBytes(hex: string): string {
  return hex.replaceAll(/(..)(?=.)/g, '$1 ');
}
