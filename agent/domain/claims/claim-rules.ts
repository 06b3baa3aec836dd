import Type from 'typebox';
import { Strict } from '../scalars.ts';

/** Codes on the slips of sales without a customer: whoever brings one with a card is credited its points, once (docs/claims.md). */
export const ClaimRules = Strict({
  /**
   * Which slips have one where the till software says nothing: every one without a customer, those of somebody whose card could not be read or is not known,
   * or none. It may ask for one on any other slip, and for none on these.
   */
  codes: Type.Union([Type.Literal('always'), Type.Literal('unread-card'), Type.Literal('on-request')]),
  /** A code is good for so many days after the day of the sale */
  withinDays: Type.Integer({ minimum: 1, maximum: 366 }),
});
export type ClaimRules = Type.Static<typeof ClaimRules>;
