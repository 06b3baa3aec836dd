import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { BookedAccount } from '../accounts/books.ts';
import type { BatchItem } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { goodwillCause, type UncoveredWhy } from './goodwill-cause.ts';
import { honour } from './honouring.ts';
import type { SettledAllowance } from './settle-allowance.ts';
import type { SettledHold } from './settle-hold.ts';

/** What was set aside for a sale. */
export interface Cover {
  hold: SettledHold;
  allowance: SettledAllowance | undefined;
}

/** How a sale's spending is booked. Points. */
export interface CoveredSpending {
  /** Booked as spent */
  spent: number;
  /** Of those: paid by goodwill */
  uncovered: number;
  /** Of the allowance */
  leased: number;
  /** Why something is booked to nobody until somebody decides; absent where nothing is */
  parked?: 'beyond-caps' | 'defect';
}

/**
 * What covers the points that a sale spent: its hold, its allowance, the balance. For the rest the programme pays within its caps where the spec names
 * a cause; what is left is parked. A sale with a defect is right only as far as it is covered. `account` is from after the hold was given back.
 */
export function coverSale(state: BatchState, item: BatchItem, sale: SaleCommitted, { account }: BookedAccount, cover: Cover, isDefect: boolean): CoveredSpending {
  const { accountId } = account;
  const stated = sale.result.pointsSpent;
  const leased = cover.allowance?.leasedPoints ?? 0;
  const covered = Math.min(stated, leased + Math.max(account.availablePoints, cover.hold.setAsidePoints, 0));
  const missing = stated - covered;
  if (missing === 0) return { spent: stated, uncovered: 0, leased };
  const why = whyUncovered(sale, cover, state.bundles.get(sale.bundle.hash));
  const cause = goodwillCause(why);
  if (isDefect || cause === undefined) {
    report(state, item, 'defect', accountId, { what: 'redemption', points: missing, why });
    park(state, item, sale, accountId, { points: missing, reason: 'defect', why });
    return { spent: covered, uncovered: 0, leased, parked: 'defect' };
  }
  const honoured = honour(state.honouring, { tillId: item.tillId, day: sale.time.localDate, points: missing });
  if (honoured.points > 0) report(state, item, 'goodwill', accountId, { points: honoured.points, cause, why });
  if (honoured.limitedBy === undefined) return { spent: stated, uncovered: missing, leased };
  const parked = missing - honoured.points;
  const { cap, capPoints } = honoured.limitedBy;
  report(state, item, 'beyond-caps', accountId, { points: parked, cap, capPoints, cause, why });
  park(state, item, sale, accountId, { points: parked, reason: 'beyond-caps', why });
  return { spent: covered + honoured.points, uncovered: honoured.points, leased, parked: 'beyond-caps' };
}

function whyUncovered({ redemption = { points: 0 } }: SaleCommitted, { hold, allowance }: Cover, compiled: CompiledBundle | undefined): UncoveredWhy {
  if (allowance !== undefined && allowance.why !== 'allowance-covers') return allowance.why;
  if (redemption.holdId !== undefined && hold.setAsidePoints === 0) return hold.why;
  if (redemption.riskPoints === undefined) return redemption.holdId === undefined ? 'no-cover' : hold.why;
  const offline = compiled?.bundle.redemption.offline;
  return typeof offline === 'object' && offline.policy === 'risk-limit' ? 'risk-limit' : 'no-risk-limit';
}

function park(state: BatchState, item: BatchItem, sale: SaleCommitted, accountId: string, parked: { points: number; reason: 'beyond-caps' | 'defect'; why: string }): void {
  const { journalId, seq, opId, tillId } = item;
  state.parked.push({ journalId, seq, opId, tillId, accountId, saleId: sale.saleId, day: sale.time.localDate, ...parked });
}
