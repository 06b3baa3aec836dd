import { makers, type Maker } from '../../agent/domain/codes/code-identifier.ts';

/**
 * What a scanner writes in front of the data, as settings say it: pieces in their order with `+` between them, like `aim`, `honeywell`, `'~'+newland+aim`. `aim`: an AIM identifier · a maker's name:
 * its own identifier · `length`: how many characters follow, in 1 to 4 digits · `'…'`: these characters · `none`: nothing, and nothing is taken off.
 */
export type PrefixStyle = string;

export type PrefixPiece = { readonly kind: 'aim' } | { readonly kind: 'maker'; readonly maker: Maker } | { readonly kind: 'length' } | { readonly kind: 'text'; readonly text: string };

const names = ['aim', ...makers, 'length'].join('|');
const piece = `(?:${names}|'[^'+]{1,20}')`;
/** For schemas; a style has at most five pieces. */
export const prefixPattern = `^(?:none|${piece}(?:\\+${piece}){0,4})$`;

const parsed = new Map<PrefixStyle, readonly PrefixPiece[]>();
/** Styles come from files of ours and of the till: there are few. */
const maxParsed = 256;

/** The pieces of a style; none for `none`. */
export function piecesOf(style: PrefixStyle): readonly PrefixPiece[] {
  const known = parsed.get(style);
  if (known !== undefined) return known;
  const pieces = style === 'none' ? [] : style.split('+').map(pieceOf);
  if (parsed.size < maxParsed) parsed.set(style, pieces);
  return pieces;
}

function pieceOf(word: string): PrefixPiece {
  if (word === 'aim' || word === 'length') return { kind: word };
  const maker = makers.find((name) => name === word);
  return maker === undefined ? { kind: 'text', text: word.slice(1, -1) } : { kind: 'maker', maker };
}
