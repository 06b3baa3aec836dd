import { refuse } from './outcome.ts';
import { pricedWith, refuseBeyond } from './points-refused.ts';
import { redeemableNow, type RedeemableNow } from './redeemable-now.ts';
import { usableUntilMs } from '../domain/redemption/usable-allowance.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { Cover } from '../domain/redemption/cover.ts';
import type { IdempotentAnswer, OperationDraft } from '../ports/journal.ts';
import type { SaleCustomer, SaleRecord } from '../ports/sales.ts';
import type { SaleOutcome } from './sale-outcome.ts';
import type { Till } from './till.ts';

/** A sale that asked for points, and may have them as far as its price goes. */
export interface Taking {
  readonly sale: SaleRecord;
  readonly customer: SaleCustomer;
  readonly compiled: CompiledBundle;
  readonly points: number;
  readonly requestHash: string;
  readonly remember?: (sale: SaleRecord) => IdempotentAnswer;
}

export interface Granting {
  readonly isOffline: boolean;
  readonly hold?: NonNullable<Cover['hold']>;
  /** What must be in the journal whether the points are granted or not */
  readonly drafts: readonly OperationDraft[];
  /** Ends the hold, where the rest of the points is not there any more */
  readonly giveBack?: OperationDraft;
  /** The centre was asked and did not answer: the price that the client saw knew nothing of it */
  readonly isUnanswered?: true;
}

/** Covers the points by what is there at this moment, and prices the sale with them. Nobody else is answered between the look and the write. */
export function grantRedemption(till: Till, taking: Taking, granting: Granting): SaleOutcome<'redemption-refused' | 'redemption-offline'> {
  const { sale, compiled, points, requestHash } = taking;
  const now = till.clock.now();
  const redeemable = redeemableNow(till, compiled, sale, granting.isOffline);
  const cover = coverOf(taking, redeemable, granting);
  // The centre may have more than this till knew of: its word is then what may be spent.
  const known = redeemable.may?.points ?? taking.customer.state.availablePoints;
  const may = granting.hold !== undefined && points > known ? { points, limitedBy: 'balance' as const } : redeemable.may;
  const part = pricedWith(till, compiled, sale, points, may);
  // What the centre holds is there: only the rest may have gone meanwhile.
  const refused = granting.hold !== undefined && cover !== undefined ? undefined : refuseBeyond(compiled, points, part.priced.redeemable, granting.isUnanswered === true);
  if (cover === undefined || refused !== undefined) {
    const drafts = [...granting.drafts, ...(granting.giveBack === undefined ? [] : [granting.giveBack])];
    if (drafts.length > 0) till.journal.append(drafts, now, {});
    return refused ?? refuse('redemption-refused', 'Meanwhile the points were set aside for another sale. Price the sale again.');
  }
  const { mayRedeem: _before, ...kept } = sale;
  const revision = sale.revision + 1;
  const taken: SaleRecord = { ...kept, ...part, revision, state: 'held', requestHash, updatedAtMs: now.atMs, cover: { ...cover, sinceRevision: revision } };
  // Durable, unlike other revisions: after a power cut the till must still know that points are set aside.
  till.journal.append(granting.drafts, now, { sale: taken, ...(taking.remember === undefined ? {} : { idempotent: taking.remember(taken) }) });
  return { ok: true, sale: taken, changed: true };
}

/** Undefined where something of the points has nothing to cover it. */
function coverOf({ compiled, points }: Taking, { allowance }: RedeemableNow, { hold, isOffline }: Granting): Cover | undefined {
  const rest = points - (hold?.points ?? 0);
  const { offline } = compiled.bundle.redemption;
  const known = { points, ...(hold === undefined ? {} : { hold }), ...(isOffline ? { offline: true as const } : {}) };
  if (rest <= 0) return known;
  if (isOffline && typeof offline === 'object' && offline.policy === 'risk-limit') return { ...known, riskPoints: rest };
  if (allowance === undefined || allowance.points < rest) return undefined;
  const { allowanceId } = allowance;
  return { ...known, allowance: { allowanceId, points: rest, usableUntilMs: usableUntilMs(allowance, compiled.bundle.redemption) } };
}
