import { unreachable } from '../unreachable.ts';

/** The characters that GS1 values are made of, and their values in check sums. */
export const cset82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
export const cset32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const cset39 = '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `N` digits, `X` CSET 82, `Y` CSET 39, `Z` base64url with or without its padding. */
export type CharacterSet = 'N' | 'X' | 'Y' | 'Z';

/** GS1's name of what is wrong with the characters; undefined where all are of the set. */
export function characterFault(set: CharacterSet, value: string): string | undefined {
  switch (set) {
    case 'N':
      return /^[0-9]*$/.test(value) ? undefined : 'non-digit-character';
    case 'X':
      return hasOnly(cset82, value) ? undefined : 'invalid-cset82-character';
    case 'Y':
      return hasOnly(cset39, value) ? undefined : 'invalid-cset39-character';
    case 'Z':
      return base64urlFault(value);
    default:
      return unreachable(set);
  }
}

export function hasOnly(set: string, value: string): boolean {
  for (const character of value) if (!set.includes(character)) return false;
  return true;
}

function base64urlFault(value: string): string | undefined {
  const end = value.indexOf('=');
  const data = end === -1 ? value : value.slice(0, end);
  const padding = value.slice(data.length);
  // GS1 counts in threes here: one sign of padding after two over, two after one over.
  if (padding !== '' && padding !== (data.length % 3 === 2 ? '=' : data.length % 3 === 1 ? '==' : undefined)) return 'invalid-cset64-padding';
  return /^[A-Za-z0-9_-]*$/.test(data) ? undefined : 'invalid-cset64-character';
}
