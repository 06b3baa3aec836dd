import Type from 'typebox';
import { Digits, Id, Keyed, Localized, Strict } from '../scalars.ts';

/** Numbers from one to another, both included: all digits but the check digit, as they are printed. */
export const NumberRange = Strict({
  from: Digits(4, 20),
  to: Digits(4, 20),
});
export type NumberRange = Type.Static<typeof NumberRange>;

/**
 * How card numbers of the programme are made: prefix · store digits · serial digits · check digit.
 * The short form that a cashier types is the store digits and the serial: it tells the store, and the rest is computed (S0-11).
 */
export const CardScheme = Strict({
  id: Id,
  name: Localized,
  prefix: Digits(1, 12),
  storeDigits: Type.Integer({ minimum: 0, maximum: 8 }),
  serialDigits: Type.Integer({ minimum: 1, maximum: 12 }),
  /** `ean13`: as on goods, 13 digits in all; `luhn`: as on bank cards, any length */
  check: Type.Union([Type.Literal('ean13'), Type.Literal('luhn'), Type.Literal('none')]),
  /** Only these of its numbers are cards; all, if nothing is said */
  ranges: Type.Optional(Type.Array(NumberRange, { minItems: 1 })),
  /** Which store the store digits name: `{"01": "almaty-1"}`. Digits that are not here name none */
  storeIds: Type.Optional(Keyed(Digits(1, 8), Id)),
  /** The programme that issued them, where it is a partner's: its cards are customers of this programme. They have no short form */
  partner: Type.Optional(Localized),
});
export type CardScheme = Type.Static<typeof CardScheme>;

/** Card numbers of another chain, check digit included: not accepted, but known by name. */
export const ForeignCards = Strict({
  /** The chain */
  name: Localized,
  from: Digits(6, 20),
  to: Digits(6, 20),
});
export type ForeignCards = Type.Static<typeof ForeignCards>;

/** What of a bundle says which numbers are cards. */
export interface CardNumbering {
  readonly cardSchemes: readonly CardScheme[];
  readonly foreignCards?: readonly ForeignCards[];
}
