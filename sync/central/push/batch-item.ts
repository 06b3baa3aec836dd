import type { OperationBody } from '../../../agent/domain/operations/operation.ts';
import type { RepairKind } from '../../../agent/domain/operations/desk-operations.ts';
import type { ClockQuality } from '../../../agent/domain/time/business-time.ts';
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
  /** Trusted time of the till, and how far it may be trusted */
  readonly atMs: number;
  readonly clock: ClockQuality;
  readonly receivedAtMs: number;
  /** Undefined where the kind or its payload is not known here; it names the accounts that are left of those which were merged */
  body: OperationBody | undefined;
  /** Of a fresh sale: priced again before the books were opened */
  readonly replayed?: ReplayedSale;
  /** Why that failed */
  readonly fault?: Error;
  outcome: Outcome;
  /** Somebody at the till closed it so, by the operation `by` */
  resolution?: { repair: RepairKind; by: string };
  /** Failpoint only: acknowledged and thrown away */
  isDropped?: true;
  /** What it sealed is not kept */
  forgetsSealed?: true;
}
