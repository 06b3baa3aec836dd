import type { ClockQuality } from '../../domain/time/business-time.ts';
import type { ClockState } from './clock-state.ts';

/** An instant that is trusted, and the uptime at which it was. */
export interface Anchor {
  trustedMs: number;
  uptimeMs: number;
  quality: ClockQuality;
}

const dayMs = 86_400_000;
/** A shop that was closed longer, or a clock that says so, must hear from the centre first (DESIGN §4). */
const plausibleGapMs = 14 * dayMs;
/** A wall clock may lag a little behind the centre's time; one that lags more was reset. */
const plausibleLagMs = dayMs;

/** Where time starts when the agent does. */
export function openingAnchor({ persisted, wallMs, uptimeMs, bootId }: { persisted: ClockState | undefined; wallMs: number; uptimeMs: number; bootId: string }): Anchor {
  // The first start ever: nothing else is known, and the centre corrects it before the first sale, because enrolment needs it.
  if (persisted === undefined) return { trustedMs: wallMs, uptimeMs, quality: 'estimated' };
  if (persisted.bootId === bootId && uptimeMs >= persisted.uptimeMs) return { trustedMs: persisted.trustedMs, uptimeMs: persisted.uptimeMs, quality: persisted.quality };
  const gapMs = wallMs - persisted.trustedMs;
  if (gapMs > plausibleGapMs || gapMs < -plausibleLagMs) return { trustedMs: persisted.trustedMs, uptimeMs, quality: 'suspect' };
  return { trustedMs: Math.max(persisted.trustedMs, wallMs), uptimeMs, quality: 'estimated' };
}
