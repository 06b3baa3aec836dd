import Type from 'typebox';
import { Id, Strict } from '../scalars.ts';
import { addDays } from '../time/calendar.ts';

/** Which categories a customer may choose as a favourite, and for how long. What it is worth say promotions with the condition `favourite`. */
export const FavouriteRules = Strict({
  categories: Type.Array(Id, { minItems: 1, maxItems: 1_000 }),
  /** The day of the choice is the first of them */
  days: Type.Integer({ minimum: 1, maximum: 366 }),
  /** So many choices in a calendar month */
  perMonth: Type.Integer({ minimum: 1, maximum: 31 }),
  /** After the last day: the same for as many days again, or nothing */
  atExpiry: Type.Union([Type.Literal('renew'), Type.Literal('drop')]),
  /** So many days before the last one the customer is told that it lapses; three, if nothing is said. Nothing lapses that is renewed */
  remindDaysBefore: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
});
export type FavouriteRules = Type.Static<typeof FavouriteRules>;

/** Choices of one calendar month. Only the latest month is kept. */
export const FavouriteChoices = Strict({ month: Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', description: 'a month like 2026-11' }), times: Type.Integer({ minimum: 1, maximum: 1_000 }) });
export type FavouriteChoices = Type.Static<typeof FavouriteChoices>;

export function monthOf(localDate: string): string {
  return localDate.slice(0, 'YYYY-MM'.length);
}

/** The last day of a favourite that is chosen on this day. */
export function favouriteUntil({ days }: Pick<FavouriteRules, 'days'>, from: string): string {
  return addDays(from, days - 1);
}

/** How often the customer has chosen in the month of this day. */
export function choicesIn(choices: FavouriteChoices | undefined, localDate: string): number {
  return choices?.month === monthOf(localDate) ? choices.times : 0;
}
