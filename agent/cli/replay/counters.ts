/** What the driver counts while it drives. The books are not counted here: the oracle reads them from the log. */
export interface Counters {
  /** Calls sent again because nobody had answered */
  resentCalls: number;
  doubledCommits: number;
  kills: number;
  /** Sales that started and ended while the centre could not be reached */
  outageSales: number;
  /** Sales that an outage began or ended in */
  edgeSales: number;
  /** Sales with a card that could have spent points with the centre in reach, and those that tried */
  redeemableSales: number;
  redemptionTries: number;
  redemptionsRefused: number;
  redemptionsOffline: number;
  droppedHolds: number;
  /** Pricing and commit of one sale, as the till software waits for them */
  latencyMs: { online: number[]; outage: number[] };
  /** In words: answers that must not happen */
  unexpected: string[];
}

export function newCounters(): Counters {
  return {
    resentCalls: 0, doubledCommits: 0, kills: 0, outageSales: 0, edgeSales: 0, redeemableSales: 0, redemptionTries: 0, redemptionsRefused: 0, redemptionsOffline: 0, droppedHolds: 0,
    latencyMs: { online: [], outage: [] }, unexpected: [],
  };
}

export interface LatencySummary {
  p50: number;
  p95: number;
  p99: number;
  max: number;
  n: number;
}

/** Nearest-rank percentiles, to a hundredth of a millisecond; zeros where there is nothing. */
export function summarize(samples: readonly number[]): LatencySummary {
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = (share: number): number => Math.round((sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0) * 100) / 100;
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1), n: sorted.length };
}
