/**
 * Trusted time (DESIGN §4), pure. Once the centre has told the time, it runs by the machine's uptime, so that nobody who sets the wall
 * clock moves a promotion.
 *
 *   start ─┬─ the same boot as what is remembered ──────────────► goes on by uptime, as good as it was
 *          ├─ another boot, wall clock at most 14 days after it ─► estimated: the later of the two, then by uptime
 *          ├─ another boot, any other wall clock ────────────────► suspect: what is remembered, then by uptime
 *          ├─ nothing remembered: the first start ───────────────► estimated: the wall clock, there is nothing better to begin with
 *          └─ something remembered that cannot be read ──────────► suspect: the wall clock
 *   the centre tells the time ──────────────────────────────────► synced
 */
import type { ClockQuality } from '../../domain/time/business-time.ts';

/** It was `atMs` when the machine had run for `uptimeMs`. */
export interface TimeAnchor {
  atMs: number;
  uptimeMs: number;
  quality: ClockQuality;
  /** How far `atMs` may be off, half of the round trip; 0 where that is not known */
  uncertaintyMs: number;
}

/** What is remembered over a restart. */
export interface RememberedTime {
  atMs: number;
  uptimeMs: number;
  bootId: string;
  quality: ClockQuality;
}

/** A machine that was off for longer than this may come back with any wall clock; nobody could tell. */
export const longestOffMs = 14 * 24 * 3_600_000;
/** A wall clock that is so much slow is a cheap crystal, not a set clock. */
const slowWallMs = 5 * 60_000;
/** How fast a machine's uptime may run away from true time: 100 parts in a million */
const driftPerMs = 100 / 1_000_000;
/** The centre tells whole milliseconds, and so do we. */
const roundingMs = 1;

export function startTime(remembered: RememberedTime | 'unreadable' | undefined, boot: { bootId: string; uptimeMs: number; wallMs: number }): TimeAnchor {
  const { bootId, uptimeMs, wallMs } = boot;
  const from = (atMs: number, quality: ClockQuality): TimeAnchor => ({ atMs: Math.max(0, Math.round(atMs)), uptimeMs, quality, uncertaintyMs: 0 });
  if (remembered === undefined) return from(wallMs, 'estimated');
  if (remembered === 'unreadable') return from(wallMs, 'suspect');
  const ranMs = uptimeMs - remembered.uptimeMs;
  if (remembered.bootId === bootId && ranMs >= 0) return from(remembered.atMs + ranMs, remembered.quality);
  const isWallPlausible = wallMs >= remembered.atMs - slowWallMs && wallMs <= remembered.atMs + longestOffMs;
  return isWallPlausible ? from(Math.max(remembered.atMs, wallMs), 'estimated') : from(remembered.atMs, 'suspect');
}

export function timeAt(anchor: TimeAnchor, uptimeMs: number): number {
  return Math.round(anchor.atMs + Math.max(0, uptimeMs - anchor.uptimeMs));
}

/**
 * The centre said `centralTimeMs` in an answer that took `roundTripMs`: it was said at some moment of that. A vaguer word than what we
 * have is not taken, unless the two cannot both be true.
 */
export function observeTime(anchor: TimeAnchor, centralTimeMs: number, roundTripMs: number, uptimeMs: number): TimeAnchor {
  const uncertaintyMs = roundTripMs / 2;
  const observed: TimeAnchor = { atMs: centralTimeMs + uncertaintyMs, uptimeMs, quality: 'synced', uncertaintyMs };
  if (anchor.quality !== 'synced') return observed;
  const ownUncertaintyMs = anchor.uncertaintyMs + (uptimeMs - anchor.uptimeMs) * driftPerMs;
  const canBothBeTrue = Math.abs(observed.atMs - timeAt(anchor, uptimeMs)) <= ownUncertaintyMs + uncertaintyMs + roundingMs;
  return canBothBeTrue && ownUncertaintyMs < uncertaintyMs ? anchor : observed;
}
