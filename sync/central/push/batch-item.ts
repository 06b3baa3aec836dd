import type { OperationBody } from '../../../agent/domain/operations/operation.ts';
import type { ReplayedSale } from './replay-sale.ts';

/** What became of one operation. */
export interface Outcome {
  verdict: 'applied' | 'waiting' | 'parked';
  /** Set on `waiting` and `parked` */
  reason?: string;
  /** The account whose points it moved, or would have */
  accountId?: string;
}

/** One operation on its way through a batch: a fresh one, or a stored one that waits for a sale of this batch. */
export interface BatchItem {
  readonly journalId: string;
  /** The till that wrote the journal */
  readonly tillId: string;
  readonly seq: number;
  readonly opId: string;
  /** The till did not know the time when it wrote it */
  readonly isClockSuspect?: true;
  /** Undefined where the kind or its payload is not known here */
  readonly body: OperationBody | undefined;
  /** Of a fresh sale: priced again before the books were opened */
  readonly replayed?: ReplayedSale;
  /** Why that failed */
  readonly fault?: Error;
  outcome: Outcome;
  /** Failpoint only: acknowledged and thrown away */
  isDropped?: true;
}
