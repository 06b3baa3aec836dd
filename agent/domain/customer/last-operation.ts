import Type from 'typebox';
import { AmountMinor, Id, InstantMs, Points, Strict } from '../scalars.ts';

/** A sale or a return, as somebody who asks about a card is told of it. */
export const LastOperation = Strict({
  opId: Id,
  kind: Type.Union([Type.Literal('sale'), Type.Literal('return')]),
  atMs: InstantMs,
  storeId: Id,
  /** Paid, or given back */
  amountMinor: AmountMinor,
  /** Of a return: taken back */
  pointsEarned: Points,
  /** Of a return: given back */
  pointsSpent: Points,
});
export type LastOperation = Type.Static<typeof LastOperation>;
