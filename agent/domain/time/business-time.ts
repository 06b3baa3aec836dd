import Type from 'typebox';
import { InstantMs, LocalDate, Strict } from '../scalars.ts';

/** One instant as the store's wall clock shows it. The host computes it; the kernel never converts zones (DESIGN §4). */
export const BusinessTime = Strict({
  instantMs: InstantMs,
  localDate: LocalDate,
  /** 0 … 1439 */
  minuteOfDay: Type.Integer({ minimum: 0, maximum: 1439 }),
  /** ISO: 1 Monday … 7 Sunday */
  weekday: Type.Integer({ minimum: 1, maximum: 7 }),
  /** Minutes east of UTC */
  offsetMin: Type.Integer({ minimum: -1080, maximum: 1080 }),
});
export type BusinessTime = Type.Static<typeof BusinessTime>;

/** How far the till's time can be trusted (DESIGN §4): told by the centre in this boot; estimated after another boot; not at all. */
export const ClockQuality = Type.Union([Type.Literal('synced'), Type.Literal('estimated'), Type.Literal('suspect')]);
export type ClockQuality = Type.Static<typeof ClockQuality>;
