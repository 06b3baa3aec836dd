/** Marks, controls and pictures that no column of a receipt printer holds: a control would even be taken for a command. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{M}\p{Extended_Pictographic}]/gu;
const letterlike = /[©®™]/;

/** The text with one column for each character: composed, and without what is not a character to print. */
export function printable(text: string): string {
  return text.normalize('NFC').replaceAll(/[\t\n\r\u2028\u2029]/g, ' ').replaceAll(unprintable, (mark) => (letterlike.test(mark) ? mark : ''));
}
