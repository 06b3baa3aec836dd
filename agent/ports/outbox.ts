import type { QueuedOperation } from '../domain/operations/operation.ts';
import type { SealedBlob } from '../domain/operations/sealed-blob.ts';
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

/** The centre's word on an operation changed after it had been settled. */
export interface Overruling {
  opId: string;
  verdict: 'applied' | 'parked';
  /** Set on `parked` */
  reason?: string;
}

/** One journal id of this till's file. */
export interface OutboxJournal {
  journalId: string;
  /** What its first operation follows: the end of the journal before it, or genesis */
  start: JournalHead;
  /** Its last operation; undefined for the current journal, which still grows */
  end?: JournalHead;
}

/** What became of an operation that had waited, or was parked. */
export type Revision = { seq: number; state: 'applied' } | { seq: number; state: 'parked'; reason: string };

/** The journal as the sync engine sees it: what must still reach the centre. */
export interface Outbox {
  readonly journalId: string;
  /** All journals of the file, oldest first: each is pushed to its end under its own id before the next. The last is the current one. */
  journals(): readonly [OutboxJournal, ...OutboxJournal[]];
  head(): JournalHead;
  /** Operations after `afterSeq`, oldest first. */
  read(afterSeq: number, limit: number): QueuedOperation[];
  /** Sealed blobs of these operations that the centre does not have yet, by `seq` */
  sealed(fromSeq: number, toSeq: number): (SealedBlob & { seq: number })[];
  hashAt(seq: number): string | undefined;
  position(): SinkPosition;
  /** Stores the centre's position and the verdicts that need somebody's attention, in one transaction. */
  settle(position: SinkPosition, deliveries: readonly Delivery[]): void;
  /** Stores what became of operations that waited or were parked; for others it changes nothing. Lost by a power cut it is told again. */
  revise(revisions: readonly Revision[]): void;
  /** Up to which position of the feed verdicts that changed later are known; 0 for another epoch. */
  overruledThrough(epoch: string): number;
  /** Stores such verdicts and how far they tell, durably and together. Operations that are not this file's are left out. */
  overrule(overrulings: readonly Overruling[], through: { epoch: string; position: number }): void;
  /** Unsettled deliveries, oldest first. */
  unsettled(limit: number): Delivery[];
  /** What the centre has not settled of this one */
  delivery(seq: number): Delivery | undefined;
  /** Called after every append. Returns the function that ends the subscription. */
  onAppend(listener: () => void): () => void;
}
