import Type from 'typebox';
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

/** A second person approved, at the cashier's screen, that who is signed in does something once. */
export const OverrideApproved = Strict({
  ...actionFields,
  overrideId: Id,
  /** Who approved it */
  userId: Id,
  right: Right,
  /** What it was about, as the client said: a card, a sale */
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  reason: Type.String({ minLength: 1, maxLength: 200 }),
  expiresAtMs: InstantMs,
});
export type OverrideApproved = Type.Static<typeof OverrideApproved>;
