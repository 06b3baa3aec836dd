import { isIdentifierOf, longestIdentifier } from './code-identifier.ts';
import type { Symbology } from './symbology.ts';

/** `flag` is all that stands before the data; `symbology` is absent for codes that we have no word for. */
export interface AimPrefix {
  flag: string;
  symbology?: Symbology;
}

/** By code character; the modifiers that mean something else than the plain symbology stand behind it. */
const codeCharacters: Readonly<Record<string, { plain?: Symbology; modifiers?: string; others?: Readonly<Record<string, Symbology>> }>> = {
  A: { plain: 'code-39', modifiers: '01234567' },
  C: { plain: 'code-128', modifiers: '0124', others: { 1: 'gs1-128' } },
  E: { plain: 'ean-13', modifiers: '01234', others: { 4: 'ean-8' } },
  F: { plain: 'codabar', modifiers: '0124' },
  G: { plain: 'code-93', modifiers: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZm' },
  I: { plain: 'itf', modifiers: '013' },
  J: { plain: 'dotcode', modifiers: '012345', others: { 1: 'gs1-dotcode', 4: 'gs1-dotcode' } },
  L: { plain: 'pdf417', modifiers: '012345', others: { 3: 'gs1-128', 4: 'gs1-128' } },
  Q: { plain: 'qr', modifiers: '0123456', others: { 3: 'gs1-qr', 4: 'gs1-qr' } },
  U: { plain: 'maxicode', modifiers: '0123' },
  d: { plain: 'data-matrix', modifiers: '0123456', others: { 2: 'gs1-data-matrix', 5: 'gs1-data-matrix' } },
  e: { plain: 'databar', modifiers: '0123' },
  z: { plain: 'aztec', modifiers: '0123456789ABC' },
  // Telepen, Code One, Code 11, Code 16K, MSI, Anker, Codablock, Plessey, straight 2 of 5, other, Han Xin, OCR, posts: taken off, and left without a word.
  B: {}, D: {}, H: {}, K: {}, M: {}, N: {}, O: {}, P: {}, R: {}, S: {}, X: {}, c: {}, h: {}, o: {}, p: {},
};

/** Longer is nothing that stands in front of an AIM identifier: a maker's own one, and the length of the data. */
export const longestFront = longestIdentifier + 4;

/**
 * The AIM identifier `]cm` at the beginning of what a scanner sent; undefined where there is none. Scanners that are set to send both put their maker's own identifier before it (`j]C1`),
 * or the length of the data: `flag` is then all of that. Anything else in front is no scanner's but data.
 */
export function readAimPrefix(text: string): AimPrefix | undefined {
  const at = text.indexOf(']');
  if (at <= 0) return at === 0 ? readPlainAim(text) : undefined;
  const aim = at > longestFront ? undefined : readPlainAim(text.slice(at));
  if (aim === undefined) return undefined;
  const flag = text.slice(0, at) + aim.flag;
  return isFrontOf(text.slice(0, at), aim, text.length - flag.length) ? { ...aim, flag } : undefined;
}

/** Both must say the same, so that no code of goods that has such characters by chance loses them. */
function isFrontOf(front: string, { symbology }: AimPrefix, dataLength: number): boolean {
  const lengths = [2, 3, 4].map((digits) => String(dataLength).padStart(digits, '0'));
  const before = lengths.filter((length) => front.startsWith(length)).map((length) => front.slice(length.length));
  const behind = lengths.filter((length) => front.endsWith(length)).map((length) => front.slice(0, -length.length));
  return [front, ...before, ...behind].some((own) => own === '' || (symbology !== undefined && isIdentifierOf(own, symbology)));
}

/** As `readAimPrefix`, where nothing may stand before it. */
export function readPlainAim(text: string): AimPrefix | undefined {
  const [, character, modifier] = /^\]([A-Za-z])([0-9A-Za-z])/.exec(text) ?? [];
  if (character === undefined || modifier === undefined || !Object.hasOwn(codeCharacters, character)) return undefined;
  const { plain, modifiers, others = {} } = codeCharacters[character] ?? {};
  if (modifiers !== undefined && !modifiers.includes(modifier)) return undefined;
  const symbology = others[modifier] ?? plain;
  return { flag: text.slice(0, 3), ...(symbology === undefined ? {} : { symbology }) };
}
