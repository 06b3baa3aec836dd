import Type from 'typebox';
import { AmountMinor, Id, Localized, Points, Strict } from '../scalars.ts';

/** One reason as a message key of the locales (`trace.…`) with its values, so that every screen says it in its own language. */
export const Reason = Strict({
  key: Type.String({ minLength: 1 }),
  values: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()]))),
});
export type Reason = Type.Static<typeof Reason>;

/** What became of one promotion in this sale, and why. */
export const TracedPromotion = Strict({
  promotionId: Id,
  name: Localized,
  verdict: Type.Union([
    /** It gave something */
    Type.Literal('applied'),
    /** Its condition does not hold */
    Type.Literal('not-met'),
    /** None of its goods, or too few of them, are in the basket */
    Type.Literal('no-goods'),
    /** Another promotion was better, or came first */
    Type.Literal('lost'),
    /** Floors, caps, limits or a price that is low already left it nothing to give */
    Type.Literal('no-room'),
  ]),
  /** The lines on which it acted */
  lineIds: Type.Array(Id),
  discountMinor: AmountMinor,
  points: Points,
  reasons: Type.Array(Reason),
});
export type TracedPromotion = Type.Static<typeof TracedPromotion>;

/** A choice between promotions that do not go together, and what the chosen ones save more than the next best. */
export const TracedChoice = Strict({
  /** The line that it was made for; absent where it was made for the receipt */
  lineId: Type.Optional(Id),
  chosen: Type.Array(Id),
  /** Absent where nothing else could have been chosen */
  next: Type.Optional(Type.Array(Id)),
  savesMinor: AmountMinor,
});
export type TracedChoice = Type.Static<typeof TracedChoice>;

/** Why the sale costs what it costs (DESIGN §4). */
export const Trace = Strict({
  /** False where more ways of combining were possible than are searched: then the stated order of choosing was followed */
  exact: Type.Boolean(),
  /** How many ways of combining were compared */
  plans: Type.Integer({ minimum: 1 }),
  choices: Type.Array(TracedChoice),
  /** Every promotion that a customer could have expected: applied first, then the others, in their order */
  promotions: Type.Array(TracedPromotion),
});
export type Trace = Type.Static<typeof Trace>;
