import type { StoredOperation } from '../domain/operations/operation.ts';
import type { JournalHead } from './journal.ts';

/** What the centre said of one operation. The position moves over all but `quarantined` (DESIGN §7). */
export type Verdict = 'applied' | 'duplicate' | 'waiting' | 'parked' | 'quarantined';

export interface SinkPosition {
  /** The centre's epoch; another one means that the centre was restored or replaced */
  epoch: string;
  seq: number;
  hash: string;
}

export interface Delivery {
  seq: number;
  state: 'waiting' | 'parked' | 'quarantined';
  reason: string;
}

/** What became of an operation that had waited. */
export type Revision = { seq: number; state: 'applied' } | { seq: number; state: 'parked'; reason: string };

/** The journal as the sync engine sees it: what must still reach the centre. */
export interface Outbox {
  readonly journalId: string;
  head(): JournalHead;
  /** Operations after `afterSeq`, oldest first. */
  read(afterSeq: number, limit: number): StoredOperation[];
  hashAt(seq: number): string | undefined;
  position(): SinkPosition;
  /** Stores the centre's position and the verdicts that need somebody's attention, in one transaction. */
  settle(position: SinkPosition, deliveries: readonly Delivery[]): void;
  /** Stores what became of operations that waited; for others it changes nothing. Lost by a power cut it is told again. */
  revise(revisions: readonly Revision[]): void;
  /** Unsettled deliveries, oldest first. */
  unsettled(limit: number): Delivery[];
  /** Called after every append. Returns the function that ends the subscription. */
  onAppend(listener: () => void): () => void;
}
