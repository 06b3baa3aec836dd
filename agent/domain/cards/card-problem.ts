import Type from 'typebox';
import { Localized, Strict } from '../scalars.ts';
import { NamedStore } from './card-origin.ts';

/** Why a code of the application proves nothing (docs/spec/dynamic-qr.md). */
export const qrProblems = [
  Type.Literal('qr-malformed'), Type.Literal('qr-key-unknown'), Type.Literal('qr-signature-wrong'), Type.Literal('qr-not-yet-valid'), Type.Literal('qr-expired'), Type.Literal('qr-replayed'),
] as const;
const QrProblem = Type.Union([...qrProblems]);
export type QrProblem = Type.Static<typeof QrProblem>;

/**
 * Why a code that was shown as a card does not count. `card-wrong-check-digit`: written like a card of the programme, but a digit is wrong; `card-ambiguous`: a short form
 * of several kinds of card; `card-of-other-chain`: a number that the bundle knows as another chain's; `limit-reached`: the card is good, and a limit against fraud keeps it from this sale.
 * Of a telephone: `phone-unknown`, or `phone-shared` by several customers, of whom one is to be chosen (`GET /v1/customers?phone=`); `card-none`: the customer has no card that counts.
 */
export const CardProblem = Type.Union([
  Type.Literal('card-unknown'), Type.Literal('card-blocked'), Type.Literal('card-replaced'),
  Type.Literal('card-wrong-check-digit'), Type.Literal('card-ambiguous'), Type.Literal('card-of-other-chain'),
  Type.Literal('limit-reached'),
  ...qrProblems,
  Type.Literal('phone-unknown'), Type.Literal('phone-shared'), Type.Literal('card-none'),
]);
export type CardProblem = Type.Static<typeof CardProblem>;

/** A card that a short form may stand for */
export const CardChoice = Strict({ cardNumber: Type.String(), scheme: Localized, store: Type.Optional(NamedStore) });
export type CardChoice = Type.Static<typeof CardChoice>;

/** What a person needs to put it right, where the number itself says it. */
export const CardHint = Strict({
  /** Of a wrong check digit: the last digit that would fit the others */
  expectedCheckDigit: Type.Optional(Type.String()),
  /** The other chain's name */
  chain: Type.Optional(Localized),
  /** Of an ambiguous short form */
  choices: Type.Optional(Type.Array(CardChoice)),
});
export type CardHint = Type.Static<typeof CardHint>;
