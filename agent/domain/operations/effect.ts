import Type from 'typebox';
import { SignedPoints, Strict } from '../scalars.ts';

/**
 * One posting of points to one bucket of one account. The postings of an operation sum to zero (double entry, docs/spec/ledger.md):
 * `available`, `pending`, `held` and `leased` are the customer's (`held` is set aside by the centre for a sale, `leased` for a till);
 * `earned`, `adjusted`, `spent`, `expired`, `opening` and `goodwill` are what it came from or went to.
 */
export const Bucket = Type.Union([
  Type.Literal('available'), Type.Literal('pending'), Type.Literal('held'), Type.Literal('leased'),
  Type.Literal('earned'), Type.Literal('adjusted'), Type.Literal('spent'), Type.Literal('expired'), Type.Literal('opening'), Type.Literal('goodwill'),
]);
export type Bucket = Type.Static<typeof Bucket>;
export const Effect = Strict({ bucket: Bucket, points: SignedPoints });
export type Effect = Type.Static<typeof Effect>;
