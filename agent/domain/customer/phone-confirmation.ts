import Type from 'typebox';
import { Strict } from '../scalars.ts';

/** Whether a customer shows that a telephone is theirs, by a code that is sent there. Only the centre sends codes, so it waits for contact. */
export const PhoneConfirmation = Strict({
  /** `never`: nobody is asked · `deferred`: now or at a later visit · `required`: before a card of theirs is activated */
  when: Type.Union([Type.Literal('never'), Type.Literal('deferred'), Type.Literal('required')]),
  /** Digits of the code */
  codeDigits: Type.Integer({ minimum: 4, maximum: 6 }),
  /** The code is good for so long */
  validMinutes: Type.Integer({ minimum: 1, maximum: 60 }),
});
export type PhoneConfirmation = Type.Static<typeof PhoneConfirmation>;
