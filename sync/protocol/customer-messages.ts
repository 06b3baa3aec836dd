/** Wire messages about persons, under `/till/v1`. They carry a telephone number, so they go as bodies and never into a log of addresses. */
import Type from 'typebox';
import { Phone } from '../../agent/domain/customer/phone.ts';
import { Digits, Id, InstantMs, Strict } from '../../agent/domain/scalars.ts';

/** POST /till/v1/customers-by-phone */
export const PhoneLookUp = Strict({ phone: Phone });
export type PhoneLookUp = Type.Static<typeof PhoneLookUp>;
export const PhoneLookUpAnswer = Strict({
  customers: Type.Array(Strict({
    accountId: Id,
    givenName: Type.Optional(Type.String()),
    /** Last four digits of the cards that are neither blocked nor replaced */
    cardEndings: Type.Array(Digits(4, 4)),
    isVerified: Type.Boolean(),
  })),
});
export type PhoneLookUpAnswer = Type.Static<typeof PhoneLookUpAnswer>;

/** POST /till/v1/verifications : sends a code. Idempotent by `verificationId`. */
export const VerificationRequest = Strict({
  verificationId: Id,
  accountId: Id,
  /** The number as the customer says it; that of the account's person, where none is named */
  phone: Type.Optional(Phone),
});
export type VerificationRequest = Type.Static<typeof VerificationRequest>;
export const VerificationAnswer = Type.Union([
  Strict({ outcome: Type.Literal('sent'), codeDigits: Type.Integer(), expiresAtMs: InstantMs, phoneEnding: Type.String() }),
  Strict({
    outcome: Type.Literal('refused'),
    reason: Type.Union([Type.Literal('account-unknown'), Type.Literal('phone-missing'), Type.Literal('too-many-codes'), Type.Literal('never-confirmed')]),
    retryAfterMs: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
]);
export type VerificationAnswer = Type.Static<typeof VerificationAnswer>;

/** POST /till/v1/verifications/{verificationId}/code : a confirmed one answers so again. */
export const CodeMessage = Strict({ accountId: Id, code: Digits(4, 6) });
export type CodeMessage = Type.Static<typeof CodeMessage>;
export const CodeAnswer = Type.Union([
  Strict({ outcome: Type.Literal('confirmed') }),
  Strict({
    outcome: Type.Literal('refused'),
    reason: Type.Union([Type.Literal('code-wrong'), Type.Literal('code-expired'), Type.Literal('verification-unknown')]),
    triesLeft: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
]);
export type CodeAnswer = Type.Static<typeof CodeAnswer>;
