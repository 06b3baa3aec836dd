import Type from 'typebox';
import { Right } from '../domain/operators/right.ts';
import { Badge, Pin } from '../domain/operators/staff-list.ts';
import { Id, InstantMs, Localized, Strict } from '../domain/scalars.ts';

/** Who, by name or by badge: one of the two */
const credentials = { user: Type.Optional(Id), badge: Type.Optional(Badge), pin: Pin };

/** POST /v1/session */
export const SignInRequest = Strict(credentials);
export type SignInRequest = Type.Static<typeof SignInRequest>;

const session = {
  user: Strict({ userId: Id, name: Type.String() }),
  role: Strict({ id: Id, name: Localized }),
  /** What this client lets them do */
  rights: Type.Array(Right),
  /** What they may do with the approval of a second person */
  withApproval: Type.Array(Right),
  /** What they may approve for others */
  approves: Type.Array(Right),
  /** When they are signed out if nothing is done until then */
  expiresAtMs: InstantMs,
};
export const SessionView = Strict(session);
export type SessionView = Type.Static<typeof SessionView>;
/** The token is told once; it goes into the header X-Operator-Session. */
export const SignInView = Strict({ sessionToken: Type.String(), ...session });
export type SignInView = Type.Static<typeof SignInView>;
export const SignOutView = Strict({ signedIn: Type.Literal(false) });
export type SignOutView = Type.Static<typeof SignOutView>;

/** POST /v1/overrides: the second person says who they are */
export const OverrideRequest = Strict({
  ...credentials,
  right: Right,
  /** What it is about: a card, a sale, an amount */
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** Instead of a subject: cards, for a right on cards. It then counts for one call about each of them */
  subjects: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: 100 })),
  reason: Type.String({ minLength: 1, maxLength: 200 }),
});
export type OverrideRequest = Type.Static<typeof OverrideRequest>;
/** Goes into the header X-Override of what it was given for. */
export const OverrideView = Strict({ overrideId: Id, right: Right, approvedBy: Id, expiresAtMs: InstantMs });
export type OverrideView = Type.Static<typeof OverrideView>;
