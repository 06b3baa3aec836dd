import { ofDigits, type Lint } from '../lint.ts';

export const zero: Lint = (value) => (/^0+$/.test(value) ? undefined : 'not-zero');
export const nonzero: Lint = ofDigits((value) => (/^0*$/.test(value) ? 'illegal-zero-value' : undefined));
export const nozeroprefix: Lint = ofDigits((value) => (value.startsWith('0') ? 'illegal-zero-prefix' : undefined));
export const yesno: Lint = (value) => (/^[01]$/.test(value) ? undefined : 'not-zero-or-one');
export const winding: Lint = (value) => (/^[019]$/.test(value) ? undefined : 'invalid-winding-direction');
export const iso5218: Lint = (value) => (/^[0129]$/.test(value) ? undefined : 'invalid-biological-sex-code');
export const hyphen: Lint = (value) => (/^-+$/.test(value) ? undefined : 'not-hyphen');
export const hasnondigit: Lint = (value) => (/[^0-9]/.test(value) ? undefined : 'requires-non-digit-character');
export const importeridx: Lint = (value) => (/^[A-Za-z0-9_-]$/.test(value) ? undefined : 'invalid-import-idx');

/** The piece and the total in halves of the same length: 0203 is the second of three. */
export const pieceoftotal: Lint = (value) => {
  if (value.length === 0 || value.length % 2 !== 0) return 'invalid-length-for-piece-of-total';
  if (!/^[0-9]*$/.test(value)) return 'non-digit-character';
  const piece = value.slice(0, value.length / 2);
  const total = value.slice(value.length / 2);
  if (/^0*$/.test(piece)) return 'zero-piece-number';
  if (/^0*$/.test(total)) return 'zero-total-pieces';
  return piece > total ? 'piece-number-exceeds-total' : undefined;
};

/** `2/3`: the second of three. */
export const posinseqslash: Lint = (value) => {
  const [, position, end] = /^([0-9]+)\/([0-9]+)$/.exec(value) ?? [];
  if (position === undefined || end === undefined) return 'position-in-sequence-malformed';
  if (position.startsWith('0') || end.startsWith('0')) return 'illegal-zero-prefix';
  return isMore(position, end) ? 'position-exceeds-end' : undefined;
};

/** Of digits without leading zeros, however many they are. */
function isMore(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length;
}

/** Degrees with seven decimals, counted from 90° south: at most 180. */
export const latitude: Lint = ofDigits((value) => coordinateFault(value, '1800000000', 'latitude'));
/** Degrees with seven decimals, counted from 180° west: at most 360. */
export const longitude: Lint = ofDigits((value) => coordinateFault(value, '3600000000', 'longitude'));

function coordinateFault(value: string, most: string, name: string): string | undefined {
  if (value.length !== most.length) return `invalid-${name}-length`;
  return value > most ? `invalid-${name}` : undefined;
}
