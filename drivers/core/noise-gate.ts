/** So many bad frames within a second are no misreads: the line brings noise, and what looks like a code in it is chance. */
const tooMany = 8;
const withinMs = 1_000;

export interface NoiseGate {
  /** A frame, or a piece that was none, that could not be read */
  bad(atMs: number): void;
  isNoisy(atMs: number): boolean;
}

export function createNoiseGate(): NoiseGate {
  let badTimes: number[] = [];
  const recent = (atMs: number): number[] => {
    badTimes = badTimes.filter((badMs) => atMs - badMs < withinMs && atMs >= badMs);
    return badTimes;
  };
  return {
    bad: (atMs) => {
      badTimes = [...recent(atMs).slice(1 - tooMany), atMs];
    },
    isNoisy: (atMs) => recent(atMs).length >= tooMany,
  };
}
