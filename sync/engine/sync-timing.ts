/** Every wait of the engine, in milliseconds, so that tests and odd networks may choose others. */
export interface SyncTiming {
  /** Until a TCP (and TLS) connection stands; past it the centre counts as unreachable, not as slow */
  connectTimeoutMs: number;
  /** Position, bundle, and a push with all its operations */
  callTimeoutMs: number;
  pushTimeoutMs: number;
  /** How long the centre may hold a feed request that has no news */
  feedWaitMs: number;
  /** What the feed's answer may take beyond that */
  feedGraceMs: number;
  /** How often the list of blocked cards is asked for */
  blockListMs: number;
  /** So often the centre is asked whose slips are believed; at the start of each connection it is in any case */
  trustMs: number;
  /** A feed that answers at once without news, whatever it was asked, is asked again only after this */
  feedPauseMs: number;
  /** While a queue of more than one batch is being pushed, the feed is asked for one page this seldom: an account that changes again and again meanwhile is read once */
  feedPauseBehindMs: number;
  /** A snapshot that brings less than 1 KiB within this is given up */
  snapshotIdleMs: number;
  /** The breaker's probe */
  probeTimeoutMs: number;
  /** The longest wait between two probes while somebody sells, and at other times */
  probeBusyMs: number;
  probeIdleMs: number;
  /** Somebody sells until so long after the last thing that was done at the till */
  busyForMs: number;
  backoffMinMs: number;
  backoffMaxMs: number;
}

export const defaultTiming: SyncTiming = {
  connectTimeoutMs: 3_000,
  callTimeoutMs: 10_000,
  pushTimeoutMs: 10_000,
  feedWaitMs: 10_000,
  feedGraceMs: 3_000,
  blockListMs: 60_000,
  trustMs: 600_000,
  feedPauseMs: 500,
  feedPauseBehindMs: 60_000,
  snapshotIdleMs: 10_000,
  probeTimeoutMs: 2_000,
  probeBusyMs: 1_500,
  probeIdleMs: 60_000,
  busyForMs: 600_000,
  backoffMinMs: 250,
  backoffMaxMs: 15_000,
};
