import type { OutageWindow } from './plan-outages.ts';

export interface PlanOptions {
  seed: number;
  tills: number;
  /** 0 … 1, of the sales and of the time */
  outageShare: number;
  kills: number;
}

/** What the scanner or the cashier gives the till. */
export interface ShownCard {
  code: string;
  identifiedBy: 'scan' | 'typed' | 'phone';
}

export interface PlannedSale {
  kind: 'sale';
  saleId: string;
  /** From 0 */
  till: number;
  receiptNumber: string;
  lines: { lineId: string; sku: string; quantityMilli: number; unitPriceMinor: number }[];
  customer?: ShownCard;
  /** 0 ≤ x < 1; the sale wants to spend points if this is below the share that is wished for */
  redeemRoll: number;
  /** Tries to spend points even while the centre is out of reach, and must be told that it cannot */
  triesOffline: boolean;
  /** Takes the points, gives them back and takes them again */
  dropsHoldFirst: boolean;
  pricedInSteps: boolean;
  /** The centre does what the next request of this kind asks for, and its answer is lost on the way */
  lostAnswer?: 'push' | 'hold';
  /** The commit is sent a second time: after the answer, or while the first is under way */
  doubledCommit?: 'after' | 'together';
  kill?: KillPoint;
}

export interface PlannedReturn {
  kind: 'return';
  returnId: string;
  saleId: string;
  till: number;
  receiptNumber: string;
  /** Absent: all that is left */
  lines?: { lineId: string; quantityMilli: number }[];
  kill?: KillPoint;
}

export type PlannedEvent = PlannedSale | PlannedReturn;

/** When the agent gets SIGKILL. `during-…`: so long after the request was sent. */
export interface KillPoint {
  phase: 'before-put' | 'after-put' | 'during-redemption' | 'during-commit' | 'after-commit';
  delayMs: number;
}

export interface ReplayPlan {
  /** What each till does, in order */
  tills: PlannedEvent[][];
  sales: number;
  returns: number;
  doubledCommits: number;
  unmatchedCancellationLines: number;
  outages: OutageWindow[];
}
