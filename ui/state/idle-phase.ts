/** How near the end of a session is, for whoever does nothing. */
export type IdlePhase = { kind: 'calm' } | { kind: 'warning'; leftMs: number } | { kind: 'over' };

/** So long before the end the screen asks whether anybody is there. */
const warnedMs = 60_000;

export function idlePhase(expiresAtMs: number, nowMs: number): IdlePhase {
  const leftMs = expiresAtMs - nowMs;
  if (leftMs <= 0) return { kind: 'over' };
  return leftMs <= warnedMs ? { kind: 'warning', leftMs } : { kind: 'calm' };
}
