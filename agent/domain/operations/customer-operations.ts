import Type from 'typebox';
import { Id, LocalDate, Sha256, SignedPoints, Strict } from '../scalars.ts';
import { actionFields } from './action-fields.ts';
import { Effect } from './effect.ts';
import { SealedMark } from './sealed-blob.ts';

/** The bundle whose rules were followed */
const BundleNamed = Strict({ serial: Type.Integer({ minimum: 1 }), hash: Sha256 });

/** What a customer operation says in the clear: who changed which fields where, never a person's fields. They are sealed (ADR 0025). */
const customerFields = {
  ...actionFields,
  accountId: Id,
  /** The bundle whose questionnaire was filled in */
  bundle: BundleNamed,
  /** Names of the fields that are set or taken away: `phone`, `answers.<question>`, … */
  fields: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 200 }),
  /** Digest of the sealed `ProfileChange` */
  ...SealedMark.properties,
  /** Which key of the centre it is sealed to */
  sealedTo: Id,
  effects: Type.Array(Effect),
};
/** A person was registered for an account, which is made where the centre has none of that id. */
export const CustomerRegistered = Strict({
  ...customerFields,
  /** Which questionnaire was answered; absent where the programme has none */
  questionnaireId: Type.Optional(Id),
});
export type CustomerRegistered = Type.Static<typeof CustomerRegistered>;
/** Fields of a registered person were changed. */
export const CustomerChanged = Strict(customerFields);
export type CustomerChanged = Type.Static<typeof CustomerChanged>;

/** The customer has chosen a favourite category. In a month the first choices count, as many as the programme allows; the centre parks the others. */
export const FavouriteChosen = Strict({
  ...actionFields,
  accountId: Id,
  bundle: BundleNamed,
  categoryId: Id,
  from: LocalDate,
  /** Its last day */
  until: LocalDate,
  effects: Type.Array(Effect),
});
export type FavouriteChosen = Type.Static<typeof FavouriteChosen>;

/** A manager has given points, or taken them. */
export const PointsAdjusted = Strict({
  ...actionFields,
  accountId: Id,
  bundle: BundleNamed,
  /** Above zero they are given */
  points: SignedPoints,
  /** One of the bundle's */
  reason: Id,
  note: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** Points that are given may be spent from this day on; at once where it is absent */
  availableOn: Type.Optional(LocalDate),
  /** Their last day; absent where they stay */
  expiresOn: Type.Optional(LocalDate),
  effects: Type.Array(Effect),
});
export type PointsAdjusted = Type.Static<typeof PointsAdjusted>;
