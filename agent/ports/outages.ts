/** A span in which this till had no contact with the centre, or behaved so. */
export interface Outage {
  outageId: number;
  kind: 'outage' | 'drill';
  /** What was in the way at its beginning, as in the status's `modeReason` */
  reason: string;
  fromMs: number;
  /** The last operation before it */
  fromSeq: number;
  /** Absent while it goes on */
  toMs?: number;
  toSeq?: number;
  /** When the centre had all that was journalled in it */
  drainedMs?: number;
}

/** When the centre was out of reach. A power cut may take the newest row back, but never one that is followed by an operation. */
export interface Outages {
  begin(outage: Pick<Outage, 'kind' | 'reason' | 'fromMs' | 'fromSeq'>): void;
  /** Ends the open one of this kind; without one it does nothing. */
  end(kind: Outage['kind'], toMs: number, toSeq: number): void;
  /** The open one goes on: it was over only for a moment, and is not drained. */
  reopen(outageId: number): void;
  drained(outageId: number, atMs: number): void;
  /** Those that have any part in the span, oldest first. */
  between(fromMs: number, toMs: number): Outage[];
  newest(kind: Outage['kind']): Outage | undefined;
  /** Ended and not drained */
  undrained(): Outage[];
}
