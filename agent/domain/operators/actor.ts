import Type from 'typebox';
import { Id, Strict } from '../scalars.ts';

/** Who did something at the till, as its operation records it. Empty where nobody is signed in. */
export const Actor = Strict({
  userId: Type.Optional(Id),
  /** The second person who approved it, and under which approval */
  approval: Type.Optional(Strict({ overrideId: Id, userId: Id })),
});
export type Actor = Type.Static<typeof Actor>;
