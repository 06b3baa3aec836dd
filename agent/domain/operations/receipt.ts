import Type from 'typebox';
import { AmountMinor, Strict } from '../scalars.ts';

export const Receipt = Strict({
  /** The number printed on the fiscal receipt */
  number: Type.String({ minLength: 1, maxLength: 64 }),
  /** What was printed as the amount to pay, where the till software says it */
  payableMinor: Type.Optional(AmountMinor),
});
export type Receipt = Type.Static<typeof Receipt>;
