import { checkBasket } from '../../../agent/domain/basket/check-basket.ts';
import { claimOf } from '../../../agent/domain/claims/sale-claim.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import { effectsBeforePending, saleEffects } from '../../../agent/domain/ledger/effects.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { recordedInput } from '../../../agent/domain/operations/recorded-input.ts';
import { countsOf, type SaleCounts } from '../../../agent/domain/operations/sale-counts.ts';
import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import type { Finding } from './finding.ts';

/** A sale priced once more with the inputs that it records. */
export interface Replay {
  /** What differs, where something does: it must not, whatever happened on the network */
  defect?: Finding['detail'];
  /** Points that the sale really earned: never more than the till said, and never more than its inputs give */
  earned: number;
  /** What it used up; absent where that was not looked at */
  counts?: SaleCounts;
}

/** A replay, and the bundle by which it was made. */
export interface ReplayedSale extends Replay {
  compiled: CompiledBundle | undefined;
}

/** `compiled` is the bundle that the sale names, where it was published; `priced` is what it gives for the sale's inputs, where that is known to be its result. */
export function replaySale(compiled: CompiledBundle | undefined, sale: SaleCommitted, tillId: string, priced?: PricedSale): Replay {
  const { result } = sale;
  const stated = statedWrongly(sale, tillId);
  if (compiled === undefined) return { earned: result.pointsEarned, ...(stated === undefined ? {} : { defect: stated }) };
  const again = priced === undefined ? priceAgain(compiled, sale, sale.customer?.state) : { priced };
  if ('fault' in again) return { earned: 0, defect: { what: 'basket', fault: again.fault } };
  const earned = Math.min(result.pointsEarned, again.priced.pointsEarned);
  // half a surrogate pair in a text has no canonical JSON; like a broken basket it must not stop the journal
  if (priced === undefined && !sameJson(again.priced, result)) {
    return {
      earned,
      defect: {
        what: 'result',
        statedPayableMinor: result.payableMinor, payableMinor: again.priced.payableMinor,
        statedPointsEarned: result.pointsEarned, pointsEarned: again.priced.pointsEarned,
        statedPointsSpent: result.pointsSpent, pointsSpent: again.priced.pointsSpent,
      },
    };
  }
  const counts = countsOf(compiled, sale) ?? {};
  const counted = stated ?? countedWrongly(counts, sale) ?? claimedWrongly(compiled, sale);
  return { earned, counts, ...(counted === undefined ? {} : { defect: counted }) };
}

/** A sale whose customer has not shown what it says: priced as it is without that. Where no points were spent nothing came of it. */
export function replayUnproven(compiled: CompiledBundle | undefined, sale: SaleCommitted, tillId: string): Replay {
  const stated = replaySale(compiled, sale, tillId);
  if (stated.defect !== undefined || sale.customer === undefined || sale.result.pointsSpent === 0) return stated;
  const { proof: _notUpheld, ...customer } = sale.customer;
  const { earned, defect } = replaySale(compiled, { ...sale, customer }, tillId);
  return { earned, ...(defect === undefined ? {} : { defect: { ...defect, what: 'proof' } }) };
}

/** A slip without a code claims nothing: whether it has one is the programme's and the till software's choice. */
function claimedWrongly(compiled: CompiledBundle, sale: SaleCommitted): Finding['detail'] | undefined {
  const { claim } = sale;
  if (claim === undefined) return undefined;
  const again = claimOf(compiled, sale);
  return sameJson(again ?? {}, claim) ? undefined : { what: 'claim', statedPointsEarned: claim.points, pointsEarned: again?.points ?? 0 };
}

/** Sales from before anything was counted state nothing. */
function countedWrongly(counts: SaleCounts, sale: SaleCommitted): Finding['detail'] | undefined {
  if (sale.counts === undefined) return undefined;
  return sameJson(counts, sale.counts) ? undefined : { what: 'counts' };
}

/** What a sale used up, by its bundle where the centre has it. */
export function countsOfReplayed({ compiled, counts }: ReplayedSale, sale: SaleCommitted): SaleCounts {
  return counts ?? (compiled === undefined ? sale.counts : countsOf(compiled, sale)) ?? {};
}

/** Prices the sale's basket for this customer state, and for this state of the programme where it is not the recorded one; a fault is a basket that cannot be priced with this bundle. */
export function priceAgain(compiled: CompiledBundle, sale: Omit<SaleCommitted, 'result'>, customer: CustomerState | undefined, programme?: ProgrammeState): { priced: PricedSale } | { fault: string } {
  const problem = checkBasket(compiled, sale.basket);
  if (problem !== undefined) return { fault: problem.code };
  const { customer: _asTheTillKnewThem, identifiedBy, ...inputs } = recordedInput(sale);
  try {
    return { priced: price(compiled, { ...inputs, ...(programme === undefined ? {} : { programme }), ...(customer === undefined || identifiedBy === undefined ? {} : { customer, identifiedBy }) }) };
  } catch (error) {
    // one till's broken sale must not stop its journal: it is parked with this as its reason
    return { fault: String(error) };
  }
}

/** Parts of the operation that contradict one another, besides the price. */
function statedWrongly(sale: SaleCommitted, tillId: string): Finding['detail'] | undefined {
  if (sale.tillId !== tillId) return { what: 'till', stated: sale.tillId };
  if (sale.customer?.state.accountId !== sale.accountId) return { what: 'account', stated: sale.accountId ?? '' };
  if (sale.claim !== undefined && sale.accountId !== undefined) return { what: 'claim', stated: sale.accountId };
  const expected = sale.accountId === undefined ? [[]] : [saleEffects(sale.result, sale.redemption), effectsBeforePending(sale.result)];
  if (!expected.some((effects) => sameJson(effects, sale.effects))) return { what: 'effects' };
  return undefined;
}
