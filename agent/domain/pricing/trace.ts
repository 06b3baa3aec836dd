import Type from 'typebox';
import { AmountMinor, Id, Localized, Points, Strict } from '../scalars.ts';

const Word = Type.Union([Type.String(), Type.Integer(), Localized]);
/** A text or a number in the unit that its name ends in (`reasonValues`), a text in several languages, or a list of them */
export const ReasonValue = Type.Union([Type.String(), Type.Integer(), Localized, Type.Array(Word)]);
export type ReasonValue = Type.Static<typeof ReasonValue>;

/** One reason as a message key of the locales (`trace.…`, all of them in `reasonValues`) with its values, so that every screen says it in its own language. */
export const Reason = Type.Cyclic(
  {
    Reason: Strict({
      key: Type.String({ minLength: 1 }),
      values: Type.Optional(Type.Record(Type.String(), ReasonValue)),
      /** The lines of which alone it is true; absent where it is true of the promotion as a whole */
      lineIds: Type.Optional(Type.Array(Id)),
      /** What it speaks of: parts of a condition, goods, a reward */
      of: Type.Optional(Type.Array(Type.Ref('Reason'))),
    }),
  },
  'Reason',
);
export interface Reason {
  key: string;
  values?: Record<string, ReasonValue>;
  lineIds?: string[];
  of?: Reason[];
}

export const Verdict = Type.Union([
  /** It gave something: a discount, points, a message, a coupon, or a gift that may still be taken */
  Type.Literal('applied'),
  /** Its condition does not hold, or the customer had it as often as may be */
  Type.Literal('not-met'),
  /** Too few of its goods are in the basket */
  Type.Literal('no-goods'),
  /** Another promotion was better, or came first */
  Type.Literal('lost'),
  /** Floors, caps, limits or a price that is low already left it nothing to give */
  Type.Literal('no-room'),
]);
export type Verdict = Type.Static<typeof Verdict>;

/** What became of one promotion in this sale, and why. Of one that was applied: what cut it, where it lost lines, and what is missing for more of it. */
export const TracedPromotion = Strict({
  promotionId: Id,
  name: Localized,
  verdict: Verdict,
  /** The lines on which it acted */
  lineIds: Type.Array(Id),
  discountMinor: AmountMinor,
  points: Points,
  reasons: Type.Array(Reason),
});
export interface TracedPromotion {
  promotionId: string;
  name: Localized;
  verdict: Verdict;
  lineIds: string[];
  discountMinor: number;
  points: number;
  reasons: Reason[];
}

/** A choice between promotions that do not go together, and what the chosen ones save more than the next best, before the receipt's cap and the rounding. */
export const TracedChoice = Strict({
  /** The lines that would have come out otherwise with the next best */
  lineIds: Type.Array(Id),
  /** It was made for the receipt as a whole */
  onReceipt: Type.Optional(Type.Literal(true)),
  chosen: Type.Array(Id),
  /** The next best; empty: nothing at all */
  next: Type.Array(Id),
  savesMinor: AmountMinor,
});
export type TracedChoice = Type.Static<typeof TracedChoice>;

/** Why the sale costs what it costs (DESIGN §4). */
export const Trace = Strict({
  /** False where more ways of combining, or of packing sets, were possible than are searched: then the stated order of choosing was followed */
  exact: Type.Boolean(),
  /** How many ways of combining were compared */
  plans: Type.Integer({ minimum: 1 }),
  choices: Type.Array(TracedChoice),
  /** Of the sale as a whole: what became of the coupons, how many points may pay and why not more, and that not all was compared */
  remarks: Type.Array(Reason),
  /** Every promotion that concerns a good of this basket, or offers it a gift: applied first, then the others, each in the order of application */
  promotions: Type.Array(TracedPromotion),
});
export interface Trace {
  exact: boolean;
  plans: number;
  choices: TracedChoice[];
  remarks: Reason[];
  promotions: TracedPromotion[];
}
