import Type from 'typebox';

/** A telephone number as E.164 writes it: `+77011234567`. */
export const Phone = Type.String({ pattern: '^\\+[1-9][0-9]{7,14}$', description: 'a telephone number like +77011234567' });
export type Phone = Type.Static<typeof Phone>;

/** Blanks, brackets, dashes and dots that people put between the digits */
const between = /[\s().\-\u2010-\u2015]/g;
const international = /^\+[1-9][0-9]{7,14}$/;

/**
 * A number as people type it, in the one form that accounts are merged by. Kazakhstan and Russia share +7 and dial it as 8; without a country it is theirs.
 * Undefined for what is no number.
 */
export function normalisePhone(typed: string): Phone | undefined {
  const bare = typed.replaceAll(between, '').replace(/^00/, '+');
  const number = withCountry(bare);
  if (number === undefined || !international.test(number)) return undefined;
  // +7 has ten digits and none of its numbers begins with 0, 1 or 2
  return number.startsWith('+7') && !/^\+7[3-9][0-9]{9}$/.test(number) ? undefined : number;
}

function withCountry(bare: string): string | undefined {
  if (bare.startsWith('+')) return bare;
  if (/^[78][0-9]{10}$/.test(bare)) return `+7${bare.slice(1)}`;
  // ten digits that begin with 8 are eleven with one forgotten
  return /^[0-79][0-9]{9}$/.test(bare) ? `+7${bare}` : undefined;
}
