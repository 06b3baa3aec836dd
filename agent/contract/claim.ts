import Type from 'typebox';
import { DatedPoints } from '../domain/claims/sale-claim.ts';
import { Id, Points, SignedPoints, Strict } from '../domain/scalars.ts';
import { FoundCustomer, RegisterRequest } from './customer.ts';
import { LimitWarning } from './limits.ts';

/** POST /v1/claims, with an Idempotency-Key: the points of a sale without a customer, to one of these three: a card, a customer, or somebody who is registered with it. */
export const ClaimRequest = Strict({
  /** On the slip, as it was scanned */
  code: Type.String({ minLength: 1, maxLength: 800 }),
  /** As it was scanned or typed, or a code of the application */
  card: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  accountId: Type.Optional(Id),
  /** As in `POST /v1/customers`: both are journalled, or neither */
  registration: Type.Optional(Type.Omit(RegisterRequest, ['cardCode', 'accountId'], { additionalProperties: false })),
});
export type ClaimRequest = Type.Static<typeof ClaimRequest>;

export const ClaimView = Strict({
  opId: Id,
  saleId: Id,
  accountId: Id,
  cardNumber: Type.Optional(Type.String()),
  points: Points,
  /** Those of them that cannot be spent at once, or that expire */
  accruals: Type.Array(DatedPoints),
  /** Of a registration with a telephone: other customers who have it */
  duplicates: Type.Optional(Type.Array(FoundCustomer)),
  /** What may be spent after it */
  availablePoints: SignedPoints,
  /** True where the centre has not been asked, or has not heard of the sale: it credits them once it has, unless somebody was first */
  isTentative: Type.Boolean(),
  /** The operation that registered the customer */
  registeredBy: Type.Optional(Id),
  warnings: Type.Optional(Type.Array(LimitWarning)),
});
export type ClaimView = Type.Static<typeof ClaimView>;
