import Type from 'typebox';
import { LimitKind, LimitLevel } from '../operators/limit.ts';
import { Right } from '../operators/right.ts';
import { Id, InstantMs, Strict } from '../scalars.ts';
import { actionFields } from './action-fields.ts';

/** Somebody gave a wrong PIN so often that they have to wait. */
export const OperatorLocked = Strict({
  ...actionFields,
  /** Absent where the name or badge is nobody's. What was typed is not kept: it may have been a PIN in the wrong field. */
  userId: Type.Optional(Id),
  wrongPins: Type.Integer({ minimum: 1 }),
  lockedUntilMs: InstantMs,
});
export type OperatorLocked = Type.Static<typeof OperatorLocked>;

/** A second person approved, at the cashier's screen, that who is signed in does something once, or once to each of some cards. */
export const OverrideApproved = Strict({
  ...actionFields,
  overrideId: Id,
  /** Who approved it */
  userId: Id,
  right: Right,
  /** What it was about, as the client said: a card, a sale */
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** Cards that it was about, one by one */
  subjects: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: 100 })),
  reason: Type.String({ minLength: 1, maxLength: 200 }),
  expiresAtMs: InstantMs,
});
export type OverrideApproved = Type.Static<typeof OverrideApproved>;

/** Something went beyond a limit against fraud. Its own names for what it is about: it books nothing on the account. */
export const LimitWasHit = Strict({
  ...actionFields,
  limitId: Id,
  limitKind: LimitKind,
  level: LimitLevel,
  /** A second person let it pass: `by.approval` */
  lifted: Type.Optional(Type.Literal(true)),
  aboutAccountId: Type.Optional(Id),
  aboutSaleId: Type.Optional(Id),
  aboutReturnId: Type.Optional(Id),
});
export type LimitWasHit = Type.Static<typeof LimitWasHit>;
