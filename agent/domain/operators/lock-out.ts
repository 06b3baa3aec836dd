import type { LockOutRules } from './role.ts';

/** Wrong PINs of one person in a row. */
export interface WrongPins {
  readonly count: number;
  /** Trusted time; absent while nothing keeps them from trying */
  readonly lockedUntilMs?: number;
  /** How long that wait was from its beginning: no correction of the clock makes it longer */
  readonly delayMs?: number;
}

export const noWrongPins: WrongPins = { count: 0 };

/**
 * One more wrong PIN:
 *
 *   1 … tries-1: nothing · tries: wait 1 · tries+1: wait 2 · … · the last wait again and again
 */
export function afterWrongPin(before: WrongPins, { tries, delaysSeconds }: LockOutRules, nowMs: number): WrongPins {
  const count = before.count + 1;
  if (count < tries) return { count };
  const step = Math.min(count - tries, delaysSeconds.length - 1);
  const delayMs = (delaysSeconds[step] ?? 0) * 1_000;
  return { count, lockedUntilMs: nowMs + delayMs, delayMs };
}

/** How long they still have to wait, in milliseconds; 0 where they may try. */
export function waitMs({ lockedUntilMs, delayMs = 0 }: WrongPins, nowMs: number): number {
  return lockedUntilMs === undefined ? 0 : Math.min(delayMs, Math.max(0, lockedUntilMs - nowMs));
}
