import type { ClockQuality } from '../../domain/time/business-time.ts';
import type { Meta } from '../../ports/meta.ts';

/** What outlives the agent: the last trusted instant, and the boot and uptime at which it was. */
export interface ClockState {
  trustedMs: number;
  uptimeMs: number;
  bootId: string;
  quality: ClockQuality;
}

const metaKey = 'clock';

/** Undefined where nothing usable was written: then the clock starts as on the first day. */
export function readClockState(meta: Meta): ClockState | undefined {
  const text = meta.get(metaKey);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isClockState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function writeClockState(meta: Meta, state: ClockState): void {
  meta.set(metaKey, JSON.stringify(state));
}

function isClockState(value: unknown): value is ClockState {
  if (typeof value !== 'object' || value === null) return false;
  const { trustedMs, uptimeMs, bootId, quality } = value as Partial<Record<keyof ClockState, unknown>>;
  return Number.isSafeInteger(trustedMs) && typeof uptimeMs === 'number' && typeof bootId === 'string' && (quality === 'synced' || quality === 'estimated' || quality === 'suspect');
}
