import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Clock, TrustedNow } from '../../ports/clock.ts';
import type { Meta } from '../../ports/meta.ts';
import { ClockQuality } from '../../domain/time/business-time.ts';
import { InstantMs, Strict } from '../../domain/scalars.ts';
import { businessTimeAt } from './business-time.ts';
import { observeTime, startTime, timeAt, type RememberedTime } from './trusted-time.ts';

export interface TrustedClock extends Clock {
  /** What an answer of the centre carried. @param roundTripMs from the request to the answer */
  observeCentralTime(centralTimeMs: number, roundTripMs: number): void;
  quality(): ClockQuality;
}

export interface TrustedClockOptions {
  meta: Meta;
  /** The machine's clock, which anybody may set */
  wallMs: () => number;
  /** Since the machine was started; never set, and runs on while the machine sleeps */
  uptimeMs: () => number;
  bootId: string;
}

const metaKey = 'clock';
const rememberEveryMs = 30_000;
/** Corrections up to this are made by standing still. A bigger error would stop the shop's clock for longer than it may be wrong, so it is corrected at once. */
const standStillMs = 60_000;

const Remembered = Strict({ atMs: InstantMs, uptimeMs: Type.Number({ minimum: 0 }), bootId: Type.String(), quality: ClockQuality });
const isRemembered = Compile(Remembered);

/** Never throws for a disk that cannot remember: time goes on, and is remembered later. */
export function createTrustedClock({ meta, wallMs, uptimeMs, bootId }: TrustedClockOptions): TrustedClock {
  let anchor = startTime(readRemembered(meta), { bootId, uptimeMs: uptimeMs(), wallMs: wallMs() });
  let toldMs = 0;
  let rememberedAtUptimeMs = Number.NEGATIVE_INFINITY;

  const remember = (atMs: number, upMs: number): void => {
    rememberedAtUptimeMs = upMs;
    const remembered: RememberedTime = { atMs, uptimeMs: upMs, bootId, quality: anchor.quality };
    try {
      meta.set(metaKey, JSON.stringify(remembered));
    } catch {
      // The journal says so itself at the next sale; a clock must not stop one.
    }
  };
  const now = (): TrustedNow => {
    const upMs = uptimeMs();
    // Time never runs backwards from one call to the next.
    toldMs = Math.max(toldMs, timeAt(anchor, upMs));
    if (upMs - rememberedAtUptimeMs >= rememberEveryMs) remember(toldMs, upMs);
    return { atMs: toldMs, wallMs: Math.max(0, Math.round(wallMs())), clock: anchor.quality };
  };
  return {
    now,
    businessTime: businessTimeAt,
    observeCentralTime(centralTimeMs, roundTripMs) {
      const upMs = uptimeMs();
      const wasSynced = anchor.quality === 'synced';
      anchor = observeTime(anchor, centralTimeMs, roundTripMs, upMs);
      const atMs = timeAt(anchor, upMs);
      if (toldMs - atMs > standStillMs) toldMs = atMs;
      if (!wasSynced || upMs - rememberedAtUptimeMs >= rememberEveryMs) remember(Math.max(toldMs, atMs), upMs);
    },
    quality: () => anchor.quality,
  };
}

function readRemembered(meta: Meta): RememberedTime | 'unreadable' | undefined {
  const text = meta.get(metaKey);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRemembered.Check(value) ? value : 'unreadable';
  } catch {
    return 'unreadable';
  }
}
