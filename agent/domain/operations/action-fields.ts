import Type from 'typebox';
import { Actor } from '../operators/actor.ts';
import { Id } from '../scalars.ts';
import { BusinessTime } from '../time/business-time.ts';

/** Where, when and by whom something was done at a till: the beginning of every operation that a person's action makes. */
export const actionFields = {
  programmeId: Id,
  storeId: Id,
  tillId: Id,
  /** Absent where nobody was signed in */
  by: Type.Optional(Actor),
  time: BusinessTime,
};
