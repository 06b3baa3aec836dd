import Type from 'typebox';
import { LimitWarning } from './limits.ts';
import { Phone } from '../domain/customer/phone.ts';
import { PhoneConfirmation } from '../domain/customer/phone-confirmation.ts';
import { ProfileChange } from '../domain/customer/profile.ts';
import { Questionnaire } from '../domain/customer/questionnaire.ts';
import { Digits, Id, InstantMs, LocalDate, Localized, Points, SignedPoints, Strict } from '../domain/scalars.ts';

/** A telephone as it was typed: `8 701 123 45 67` is `+77011234567`. */
const TypedPhone = Strict({ number: Type.String({ minLength: 1, maxLength: 40 }) });

/** Fields of a person; `null` takes a field away. Whether a telephone is verified is the centre's to say. */
const personFields = {
  ...Type.Omit(ProfileChange, ['phone']).properties,
  phone: Type.Optional(Type.Union([TypedPhone, Type.Null()])),
};

/** POST /v1/customers, with an Idempotency-Key: registers a person for the account of a card, for a named account, or for a new one. */
export const RegisterRequest = Strict({
  /** A card of theirs, as it was scanned or typed */
  cardCode: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** Instead of a card */
  accountId: Type.Optional(Id),
  /** The programme's first, if nothing is said */
  questionnaireId: Type.Optional(Id),
  /** Register nobody where another customer has this telephone: 409 `phone-taken` names them */
  refuseDuplicates: Type.Optional(Type.Literal(true)),
  ...personFields,
});
export type RegisterRequest = Type.Static<typeof RegisterRequest>;

/** PATCH /v1/customers/{accountId}: some fields of a registered person. */
export const ChangeRequest = Strict(personFields);
export type ChangeRequest = Type.Static<typeof ChangeRequest>;

/** A customer as a cashier may choose one by telephone. */
export const FoundCustomer = Strict({
  accountId: Id,
  /** What names them as a customer of a sale, with `identifiedBy: "phone"` */
  code: Type.String(),
  givenName: Type.Optional(Type.String()),
  tier: Type.Optional(Strict({ id: Id, name: Localized })),
  /** Cards that count, but for their last four digits masked */
  cards: Type.Array(Type.String()),
  /** They have shown that the number is theirs */
  isVerified: Type.Boolean(),
  /** This till has the customer, so a sale may name them */
  isHere: Type.Boolean(),
});
export type FoundCustomer = Type.Static<typeof FoundCustomer>;

/** GET /v1/customers?phone= */
export const FoundCustomers = Strict({
  phone: Phone,
  /** `cache`: the centre did not answer, so that customers may be missing whom this till has not heard of */
  source: Type.Union([Type.Literal('centre'), Type.Literal('cache')]),
  customers: Type.Array(FoundCustomer),
  warnings: Type.Optional(Type.Array(LimitWarning)),
});
export type FoundCustomers = Type.Static<typeof FoundCustomers>;

export const RegisteredView = Strict({
  accountId: Id,
  opId: Id,
  /** Which questionnaire was answered */
  questionnaireId: Type.Optional(Id),
  /** Other customers with this telephone */
  duplicates: Type.Array(FoundCustomer),
  /** The programme's rule for the telephone that was named; absent where none was */
  confirmation: Type.Optional(PhoneConfirmation.properties.when),
  /** Why no card of theirs may be activated yet, as far as this till knows */
  activation: Type.Optional(Type.Union([Type.Literal('questionnaire-missing'), Type.Literal('phone-unconfirmed')])),
});
export type RegisteredView = Type.Static<typeof RegisteredView>;

export const ChangedView = Strict({ accountId: Id, opId: Id });
export type ChangedView = Type.Static<typeof ChangedView>;

/** GET /v1/questionnaire: what the chain asks, with the wordings of consents. */
export const QuestionnairesView = Strict({
  questionnaires: Type.Array(Questionnaire),
  confirmation: PhoneConfirmation.properties.when,
  /** What a customer may choose as a favourite category; absent where nobody chooses one */
  favourite: Type.Optional(Strict({ categories: Type.Array(Strict({ id: Id, name: Localized })), days: Type.Integer(), perMonth: Type.Integer() })),
  /** Why a manager may adjust points; absent where nobody may */
  adjustments: Type.Optional(Strict({ reasons: Type.Array(Strict({ id: Id, name: Localized })), maxPointsPerOperation: Points, maxPointsPerManagerAndDay: Points })),
  /** Codes on slips of sales without a customer, and for how many days each is good; absent where there are none */
  claims: Type.Optional(Strict({ withinDays: Type.Integer() })),
});
export type QuestionnairesView = Type.Static<typeof QuestionnairesView>;

/** POST /v1/customers/{accountId}/favourite, with an Idempotency-Key */
export const FavouriteRequest = Strict({ categoryId: Id });
export type FavouriteRequest = Type.Static<typeof FavouriteRequest>;
/** `until` is the last day */
export const FavouriteView = Strict({ accountId: Id, opId: Id, categoryId: Id, from: LocalDate, until: LocalDate });
export type FavouriteView = Type.Static<typeof FavouriteView>;

/** POST /v1/customers/{accountId}/adjust, with an Idempotency-Key: below zero points are taken. The note names no person. */
export const AdjustRequest = Strict({
  points: Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), Type.Integer({ minimum: -1_000_000_000, maximum: -1 })]),
  reason: Id,
  note: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});
export type AdjustRequest = Type.Static<typeof AdjustRequest>;
export const AdjustView = Strict({ accountId: Id, opId: Id, points: SignedPoints, availablePoints: SignedPoints, availableOn: Type.Optional(LocalDate), expiresOn: Type.Optional(LocalDate) });
export type AdjustView = Type.Static<typeof AdjustView>;

/** POST /v1/customers/{accountId}/verify, with an Idempotency-Key: has a code sent, or gives it back. Without `phone` it goes to the number of their questionnaire. */
export const VerifyRequest = Strict({
  phone: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  verificationId: Type.Optional(Id),
  code: Type.Optional(Digits(4, 6)),
});
export type VerifyRequest = Type.Static<typeof VerifyRequest>;
export const VerifyView = Type.Union([
  Strict({ state: Type.Literal('sent'), verificationId: Id, codeDigits: Type.Integer(), expiresAtMs: InstantMs, phoneEnding: Type.String() }),
  /** Until then sales of this customer at this till count as those of a customer who is surely themselves */
  Strict({ state: Type.Literal('confirmed'), accountId: Id, verificationId: Id, provenUntilMs: InstantMs }),
]);
export type VerifyView = Type.Static<typeof VerifyView>;
