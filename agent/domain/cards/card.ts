import Type from 'typebox';
import { Digits, Strict } from '../scalars.ts';

export { CardScheme } from './card-scheme.ts';

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

export const Card = Strict({ number: Digits(6, 20), state: CardState });
export type Card = Type.Static<typeof Card>;

/** How the customer was identified; redemption needs at least the programme's `minStrengthToRedeem`. Weakest first. */
export const identificationStrengths = ['phone', 'typed', 'scan', 'dynamic-qr'] as const;
export const Identification = Type.Union([Type.Literal('phone'), Type.Literal('typed'), Type.Literal('scan'), Type.Literal('dynamic-qr')]);
export type Identification = Type.Static<typeof Identification>;
