import Type from 'typebox';
import type { Actor } from '../operators/actor.ts';
import { Id, Localized, Strict } from '../scalars.ts';

const Most = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });

/** Points that a manager gives or takes by hand: why, and how many at most. Limits count what is given and what is taken alike. */
export const AdjustmentRules = Strict({
  reasons: Type.Array(Strict({
    id: Id,
    name: Localized,
    /** For this reason no more than so many; as many as for any, if nothing is said */
    maxPoints: Type.Optional(Most),
  }), { minItems: 1, maxItems: 100 }),
  maxPointsPerOperation: Most,
  /** By one manager on one day of the store, at all tills together */
  maxPointsPerManagerAndDay: Most,
  /** Points that are given may be spent only so many days later */
  pendingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 })),
  /** And are lost so many days after the day on which they may first be spent */
  expiresAfterDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_600 })),
});
export type AdjustmentRules = Type.Static<typeof AdjustmentRules>;

/** Whose limit an adjustment counts against: who approved it, else who is signed in, else all that nobody is named for. */
export function managerOf(by: Actor | undefined): string {
  return by?.approval?.userId ?? by?.userId ?? '';
}

export type AdjustmentFault = 'reason-unknown' | 'over-operation-limit' | 'over-day-limit' | 'below-zero';

/** Why so many points may not be given (or, below zero, taken); undefined where they may. `usedToday`: what this manager has given and taken on that day. */
export function adjustmentFault(rules: AdjustmentRules, asked: { reason: string; points: number }, { usedToday, availablePoints }: { usedToday: number; availablePoints: number }): AdjustmentFault | undefined {
  const reason = rules.reasons.find(({ id }) => id === asked.reason);
  if (reason === undefined) return 'reason-unknown';
  const size = Math.abs(asked.points);
  if (size > Math.min(rules.maxPointsPerOperation, reason.maxPoints ?? rules.maxPointsPerOperation)) return 'over-operation-limit';
  if (usedToday + size > rules.maxPointsPerManagerAndDay) return 'over-day-limit';
  return asked.points < 0 && availablePoints + asked.points < 0 ? 'below-zero' : undefined;
}
