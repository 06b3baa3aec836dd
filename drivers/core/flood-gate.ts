/** How many frames of one device count. A person scans some in a second, a queue of a device that wakes up some hundred at once. */
export interface FloodLimits {
  readonly burst: number;
  readonly perSecond: number;
}
export const floodLimits: FloodLimits = { burst: 1_000, perSecond: 100 };

/** A bucket of tokens: time comes in as a value. */
export interface FloodGate {
  /** Whether one more may pass */
  take(nowMs: number): boolean;
}

export function createFloodGate({ burst, perSecond }: FloodLimits = floodLimits): FloodGate {
  let tokens = burst;
  let atMs: number | undefined;
  return {
    take: (nowMs) => {
      // A clock that was set back gives nothing and takes nothing.
      const elapsedMs = Math.max(0, nowMs - (atMs ?? nowMs));
      atMs = nowMs;
      tokens = Math.min(burst, tokens + (elapsedMs * perSecond) / 1_000);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
