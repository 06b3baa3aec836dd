import { readAimPrefix, readPlainAim, type AimPrefix } from '../../agent/domain/codes/aim.ts';
import { codeIdentifiersAt, longestIdentifier } from '../../agent/domain/codes/code-identifier.ts';
import { unreachable } from '../../agent/domain/unreachable.ts';
import type { Symbology } from '../core/symbology.ts';
import { canHold } from './can-hold.ts';
import { piecesOf, type PrefixPiece, type PrefixStyle } from './prefix-style.ts';

/** `isGuess`: only a letter said so, and any data may begin with a letter. */
export interface ReadPrefix {
  readonly data: string;
  readonly symbology?: Symbology;
  readonly isGuess?: true;
}

/** What the pieces until here said. */
interface Said {
  readonly aim?: AimPrefix;
  readonly own?: Symbology;
  /** Lengths: what was said, and how many characters followed */
  readonly lengths: readonly (readonly [said: number, behind: number])[];
}

/**
 * Takes off what the style says, where all of it is there and fits the data; else an AIM identifier alone, which cannot be anything else. Undefined where there is neither: a scanner that was set
 * up anew still sells, and a code that only looks as if it had a prefix is left whole.
 */
export function readPrefix(style: PrefixStyle, text: string): ReadPrefix | undefined {
  const pieces = piecesOf(style);
  if (pieces.length === 0) return undefined;
  const whole = () => readPieces(pieces, text, { lengths: [] });
  // Without it in the style, an AIM identifier is the surer of both.
  return pieces.some(({ kind }) => kind === 'aim') ? (whole() ?? readAim(text)) : (readAim(text) ?? whole());
}

function readAim(text: string): ReadPrefix | undefined {
  const aim = readAimPrefix(text);
  return aim === undefined ? undefined : named(text.slice(aim.flag.length), aim.symbology);
}

function readPieces([piece, ...behind]: readonly PrefixPiece[], text: string, said: Said): ReadPrefix | undefined {
  if (piece === undefined) return finish(text, said);
  switch (piece.kind) {
    case 'aim': {
      const aim = readPlainAim(text);
      return aim === undefined ? undefined : readPieces(behind, text.slice(aim.flag.length), { ...said, aim });
    }
    case 'text':
      return text.startsWith(piece.text) ? readPieces(behind, text.slice(piece.text.length), said) : undefined;
    case 'length':
      return firstOf([4, 3, 2, 1], (digits) => {
        const length = text.slice(0, digits);
        const rest = text.slice(digits);
        return /^[0-9]+$/.test(length) && length.length === digits ? readPieces(behind, rest, { ...said, lengths: [...said.lengths, [Number(length), rest.length]] }) : undefined;
      });
    case 'maker': {
      const known = firstOf(codeIdentifiersAt(piece.maker, text), ({ flag, symbology }) => readPieces(behind, text.slice(flag.length), { ...said, own: symbology }));
      // The AIM identifier behind it is sure, whatever the maker calls a symbol that is not in our table.
      if (known !== undefined || behind[0]?.kind !== 'aim') return known;
      const at = text.indexOf(']');
      return at > 0 && at <= longestIdentifier ? readPieces(behind, text.slice(at), said) : undefined;
    }
    default: return unreachable(piece);
  }
}

function finish(data: string, { aim, own, lengths }: Said): ReadPrefix | undefined {
  if (lengths.some(([length, behind]) => length !== behind && length !== data.length)) return undefined;
  if (aim !== undefined) return named(data, nearer(aim.symbology, own));
  if (own === undefined) return named(data, undefined);
  const held = canHold(own, data);
  return held === 'no' ? undefined : { data, symbology: own, ...(held === 'anything' ? { isGuess: true } : {}) };
}

/** Of the AIM identifier and the maker's own, the one that says more: only the first knows FNC1, only the second tells UPC from EAN. */
function nearer(aim: Symbology | undefined, own: Symbology | undefined): Symbology | undefined {
  return aim === undefined || (aim === 'ean-13' && (own === 'upc-a' || own === 'upc-e')) ? own : aim;
}

function named(data: string, symbology: Symbology | undefined): ReadPrefix {
  return { data, ...(symbology === undefined ? {} : { symbology }) };
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
