/** What is done to cards. None of them moves points: a card leads to an account, and the points are the account's. */
import Type from 'typebox';
import { BlockLevel, BlockReason, CardForm, CardNumber } from '../cards/account-card.ts';
import { Id, Strict } from '../scalars.ts';
import { actionFields } from './action-fields.ts';
import { Effect } from './effect.ts';

/** The most cards of one pack: as many operations as one push carries. */
export const maxPackCards = 500;

const cardFields = { ...actionFields, cardNumber: CardNumber, effects: Type.Array(Effect, { maxItems: 0 }) };
/** Whose card it is, where the till knows */
const ofAccount = { accountId: Type.Optional(Id) };
const note = Type.Optional(Type.String({ minLength: 1, maxLength: 500 }));

/** A blank became a card of an account, which is made where there is none. It earns, and cannot spend before it is activated. */
export const CardIssued = Strict({
  ...cardFields,
  accountId: Id,
  form: CardForm,
  /** The number pool that the number of a virtual card is from */
  poolId: Type.Optional(Id),
});
export type CardIssued = Type.Static<typeof CardIssued>;

/** The customer has it, and it may spend. */
export const CardActivated = Strict({ ...cardFields, ...ofAccount });
export type CardActivated = Type.Static<typeof CardActivated>;

/** The card is one more of this account: a blank, or one that led to a bare account of its own. */
export const CardBound = Strict({ ...cardFields, accountId: Id });
export type CardBound = Type.Static<typeof CardBound>;

export const ReplaceReason = Type.Union([Type.Literal('lost'), Type.Literal('broken'), Type.Literal('stolen'), Type.Literal('other')]);
export type ReplaceReason = Type.Static<typeof ReplaceReason>;
/** The new card stands where the old one stood; the old one is refused from then on. */
export const CardReplaced = Strict({ ...cardFields, ...ofAccount, newCardNumber: CardNumber, reason: ReplaceReason, note });
export type CardReplaced = Type.Static<typeof CardReplaced>;

/** One block; its identity is that of this operation. */
export const CardBlocked = Strict({ ...cardFields, ...ofAccount, level: BlockLevel, reason: BlockReason, note });
export type CardBlocked = Type.Static<typeof CardBlocked>;

export const UnblockReason = Type.Union([Type.Literal('found'), Type.Literal('mistake'), Type.Literal('cleared'), Type.Literal('other')]);
export type UnblockReason = Type.Static<typeof UnblockReason>;
/** Lifts the one block that it names. */
export const CardUnblocked = Strict({ ...cardFields, ...ofAccount, blockOpId: Id, reason: UnblockReason, note });
export type CardUnblocked = Type.Static<typeof CardUnblocked>;

const body = <Kind extends string, Payload extends Type.TSchema>(kind: Kind, payload: Payload) => Strict({ kind: Type.Literal(kind), schema: Type.Literal(1), payload });
export const cardBodies = [
  body('card-issued', CardIssued),
  body('card-activated', CardActivated),
  body('card-bound', CardBound),
  body('card-replaced', CardReplaced),
  body('card-blocked', CardBlocked),
  body('card-unblocked', CardUnblocked),
] as const;
export const CardBody = Type.Union([...cardBodies]);
export type CardBody = Type.Static<typeof CardBody>;

export function isCardBody(one: { readonly kind: string }): one is CardBody {
  return one.kind.startsWith('card-');
}
