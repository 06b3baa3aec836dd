/**
 * Breaks a text into lines of at most `width` characters, between words. A word that is longer than a line goes on in the next one: nothing is lost.
 * A non-breaking blank keeps a number with its unit.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n]+/).filter((part) => part !== '')) {
    for (const part of chunks(word, width)) {
      if (line !== '' && lengthOf(line) + 1 + lengthOf(part) <= width) line = `${line} ${part}`;
      else {
        if (line !== '') lines.push(line);
        line = part;
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Columns that a text takes: one for each character. What is wider was taken out before (`printable`). */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

function chunks(word: string, width: number): string[] {
  const characters = Array.from(word);
  const parts: string[] = [];
  for (let from = 0; from < characters.length; from += width) parts.push(characters.slice(from, from + width).join(''));
  return parts;
}
