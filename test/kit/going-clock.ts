/**
 * One clock for a centre and the machines of its tills, which goes, and which the test puts on. Under a centre whose clock stands still the trusted time of a till is drawn back by each
 * answer, as far as that answer was fast: which of two tills sold first would then be chance.
 */
export interface GoingClock {
  /** What it shows. Set, it goes on from there. */
  nowMs: number;
  readonly machineTime: { wallMs(): number; uptimeMs(): number };
}

export function goingClock(fromMs: number): GoingClock {
  const startedMs = performance.now();
  let putOnMs = 0;
  const readMs = (): number => Math.floor(fromMs + putOnMs + performance.now() - startedMs);
  return {
    get nowMs() {
      return readMs();
    },
    set nowMs(wantedMs) {
      putOnMs += wantedMs - readMs();
    },
    machineTime: { wallMs: readMs, uptimeMs: () => readMs() - fromMs },
  };
}
