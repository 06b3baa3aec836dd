import Type from 'typebox';
import { Id, Sha256, Strict } from '../scalars.ts';
import { actionFields } from './action-fields.ts';
import { Effect } from './effect.ts';
import { SealedMark } from './sealed-blob.ts';

/** What a customer operation says in the clear: who changed which fields where, never a person's fields. They are sealed (ADR 0025). */
const customerFields = {
  ...actionFields,
  accountId: Id,
  /** The bundle whose questionnaire was filled in */
  bundle: Strict({ serial: Type.Integer({ minimum: 1 }), hash: Sha256 }),
  /** Names of the fields that are set or taken away: `phone`, `answers.<question>`, … */
  fields: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 200 }),
  /** Digest of the sealed `ProfileChange` */
  ...SealedMark.properties,
  /** Which key of the centre it is sealed to */
  sealedTo: Id,
  effects: Type.Array(Effect),
};
/** A person was registered for an account, which is made where the centre has none of that id. */
export const CustomerRegistered = Strict(customerFields);
export type CustomerRegistered = Type.Static<typeof CustomerRegistered>;
/** Fields of a registered person were changed. */
export const CustomerChanged = Strict(customerFields);
export type CustomerChanged = Type.Static<typeof CustomerChanged>;
