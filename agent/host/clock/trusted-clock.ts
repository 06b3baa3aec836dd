import type { ClockQuality } from '../../domain/time/business-time.ts';
import type { Clock, TrustedNow } from '../../ports/clock.ts';
import type { Meta } from '../../ports/meta.ts';
import { businessTimeAt } from './business-time.ts';
import { readClockState, writeClockState } from './clock-state.ts';
import { openingAnchor, type Anchor } from './opening-anchor.ts';

export interface TrustedClock extends Clock {
  /** The centre's time, as an answer carried it; half of the round trip has passed since. */
  observeCentralTime(centralTimeMs: number, roundTripMs: number): void;
  quality(): ClockQuality;
}

export interface TrustedClockOptions {
  meta: Meta;
  wallMs: () => number;
  /** Milliseconds since the machine started; runs on while the wall clock is set */
  uptimeMs: () => number;
  bootId: string;
}

/** How often trusted time is written down. A crash loses at most this much of the floor. */
const persistEveryMs = 30_000;

/**
 * Trusted time (DESIGN §4): an anchor (the last instant that could be trusted) plus the machine's uptime since.
 *
 *   first start ──► estimated ◄── another boot, plausible wall clock
 *        the centre answers │ ▲                       suspect ◄── another boot, wall clock implausible
 *                           ▼ │ another boot             │
 *                         synced ◄──── the centre answers ┘
 *
 * The wall clock is only looked at when the machine was restarted: setting it moves nothing. Time never runs backwards, except that the centre may correct a
 * time that was not synced.
 */
export function createTrustedClock({ meta, wallMs, uptimeMs, bootId }: TrustedClockOptions): TrustedClock {
  let anchor: Anchor = openingAnchor({ persisted: readClockState(meta), wallMs: wallMs(), uptimeMs: uptimeMs(), bootId });
  let latestMs = 0;
  let persistedAtUptimeMs = Number.NEGATIVE_INFINITY;

  function nowMs(): number {
    const ms = Math.round(anchor.trustedMs + (uptimeMs() - anchor.uptimeMs));
    latestMs = Math.max(latestMs, ms);
    if (uptimeMs() - persistedAtUptimeMs >= persistEveryMs) persist();
    return latestMs;
  }

  function persist(): void {
    persistedAtUptimeMs = uptimeMs();
    try {
      writeClockState(meta, { trustedMs: latestMs, uptimeMs: persistedAtUptimeMs, bootId, quality: anchor.quality });
    } catch {
      // A full disk must not stop the clock: the next start has an older floor, and the journal reports the disk.
    }
  }

  return {
    now: (): TrustedNow => ({ atMs: nowMs(), wallMs: wallMs(), clock: anchor.quality }),
    businessTime: businessTimeAt,
    quality: () => anchor.quality,
    observeCentralTime: (centralTimeMs, roundTripMs) => {
      const wasSynced = anchor.quality === 'synced';
      // An estimate may have run ahead of the truth; a synced time is only ever continued.
      if (!wasSynced) latestMs = 0;
      anchor = { trustedMs: centralTimeMs + Math.round(roundTripMs / 2), uptimeMs: uptimeMs(), quality: 'synced' };
      if (!wasSynced) {
        nowMs();
        persist();
      }
    },
  };
}
