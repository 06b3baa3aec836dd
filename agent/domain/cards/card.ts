import Type from 'typebox';
import { Id, Localized, Strict } from '../scalars.ts';

/**
 * issued ──activate──► active ◄──► restricted        issued: earns, cannot spend    restricted: earns only
 *    └────────┬──────────┴──────────────┘            blocked, replaced: neither
 *             ▼ block / replace
 *     blocked · replaced
 */
export const CardState = Type.Union([
  Type.Literal('issued'), Type.Literal('active'), Type.Literal('restricted'), Type.Literal('blocked'), Type.Literal('replaced'),
]);
export type CardState = Type.Static<typeof CardState>;

export const Card = Strict({ number: Type.String({ pattern: '^[0-9]{6,20}$' }), state: CardState });
export type Card = Type.Static<typeof Card>;

/**
 * How a chain's card numbers are made: prefix · store digits · serial digits · check digit.
 * The short form that a cashier types is the store digits and the serial: it tells the store, and the rest is computed (S0-11).
 */
export const CardScheme = Strict({
  id: Id,
  name: Localized,
  prefix: Type.String({ pattern: '^[0-9]{1,12}$' }),
  storeDigits: Type.Integer({ minimum: 0, maximum: 8 }),
  serialDigits: Type.Integer({ minimum: 1, maximum: 12 }),
  check: Type.Union([Type.Literal('ean13'), Type.Literal('none')]),
});
export type CardScheme = Type.Static<typeof CardScheme>;

/** How the customer was identified; redemption needs at least the programme's `minStrengthToRedeem`. Weakest first. */
export const identificationStrengths = ['phone', 'typed', 'scan', 'dynamic-qr'] as const;
export const Identification = Type.Union([Type.Literal('phone'), Type.Literal('typed'), Type.Literal('scan'), Type.Literal('dynamic-qr')]);
export type Identification = Type.Static<typeof Identification>;
