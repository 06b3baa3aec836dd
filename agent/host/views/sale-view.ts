import { hintOfCode } from '../../domain/cards/card-hint.ts';
import { strengthOf } from '../../domain/customer/rights.ts';
import { leasedOf } from '../../domain/ledger/move-lots.ts';
import { limitWarnings } from './limit-warnings.ts';
import { customerView } from './customer-view.ts';
import type { CustomerView, ReturnView, SaleView } from '../../contract/sale.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { SlipCodes } from '../../usecases/slip-codes.ts';
import type { Cover } from '../../domain/redemption/cover.ts';
import type { SaleRecord } from '../../ports/sales.ts';

export interface SaleViewContext {
  readonly compiled: CompiledBundle | undefined;
  readonly journalId: string;
  readonly storeId: string;
  readonly tillId: string;
  readonly isKept: boolean;
  /** Of the journal that allowances of this till name */
  readonly currentJournalId: string;
  readonly nowMs: number;
  /** For its slip */
  readonly codes?: SlipCodes;
  /** Made under the same receipt, and to cancel it */
  readonly exchanged?: ReturnView | undefined;
  readonly cancelledBy?: ReturnView | undefined;
}

/** A sale as every call answers it. It depends on the record alone, but for names, and for how old the customer's state is by now. */
export function saleView(context: SaleViewContext, sale: SaleRecord): SaleView {
  const customer = customerOf(context, sale);
  return {
    saleId: sale.saleId,
    revision: sale.revision,
    state: sale.state,
    basket: sale.basket,
    ...(customer === undefined ? {} : { customer }),
    ...(sale.cover === undefined ? {} : { redemption: redemptionView(sale.cover) }),
    ...limitWarnings(context.compiled, sale.limitHits),
    priced: sale.priced,
    pricedHash: sale.pricedHash,
    inputs: {
      time: sale.time,
      storeId: context.storeId,
      tillId: context.tillId,
      ...(sale.agentVersion === undefined ? {} : { agentVersion: sale.agentVersion }),
      ...(sale.customer === undefined ? {} : { customerState: sale.customer.state, identifiedBy: strengthOf(sale.customer) }),
      ...(sale.cover === undefined ? {} : { redeemPoints: sale.cover.points }),
      ...(sale.mayRedeem === undefined ? {} : { mayRedeem: sale.mayRedeem }),
      ...(sale.programme === undefined ? {} : { programme: sale.programme }),
    },
    ...(sale.commit === undefined ? {} : { operation: { journalId: context.journalId, seq: sale.commit.seq, opId: sale.commit.opId, hash: sale.commit.hash } }),
    ...(context.exchanged === undefined ? {} : { exchange: { return: context.exchanged, differenceMinor: sale.priced.payableMinor - context.exchanged.quoted.refundMinor } }),
    ...(context.cancelledBy === undefined ? {} : { cancelled: context.cancelledBy }),
    ...context.codes,
    ...(context.isKept ? {} : { draftKept: false as const }),
  };
}

function redemptionView({ points, hold, allowance, riskPoints, offline }: Cover): NonNullable<SaleView['redemption']> {
  return {
    points,
    ...(hold === undefined ? {} : { holdId: hold.holdId, expiresAtMs: hold.expiresAtMs }),
    ...(allowance === undefined ? {} : { allowance: { allowanceId: allowance.allowanceId, points: allowance.points } }),
    ...(riskPoints === undefined ? {} : { riskPoints }),
    ...(offline === undefined ? {} : { offline }),
  };
}

function customerOf({ compiled, nowMs, currentJournalId }: SaleViewContext, sale: SaleRecord): CustomerView | undefined {
  const { customer, customerCode, customerProblem, cover } = sale;
  if (customer !== undefined) {
    // The state is from before this sale's hold, unless the customer was looked up again while it stood.
    const heldInState = customer.state.holds.filter(({ holdId }) => holdId === cover?.hold?.holdId).reduce((sum, { points }) => sum + points, 0);
    return customerView(compiled, {
      state: customer.state,
      identifiedBy: customer.identifiedBy,
      asOfMs: customer.asOfMs,
      spendablePoints: sale.priced.redeemable.maxPoints,
      heldPoints: cover?.points ?? 0,
      balancePoints: customer.state.availablePoints + heldInState + leasedOf(customer.state),
      nowMs,
      journalId: currentJournalId,
      localDate: sale.time.localDate,
    });
  }
  if (customerCode === undefined || customerProblem === undefined) return undefined;
  return { status: 'refused', code: customerCode, reason: customerProblem, ...(compiled === undefined ? {} : hintOfCode(compiled.bundle, customerCode)) };
}
