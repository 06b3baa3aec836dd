import { saleEffects } from '../domain/ledger/effects.ts';
import { isSomebodys } from './claim-for-slip.ts';
import { byField } from './operators/action-by.ts';
import type { SaleClaim } from '../domain/claims/sale-claim.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { Receipt } from '../domain/operations/operation.ts';
import { countsOf } from '../domain/operations/sale-counts.ts';
import { spendCover } from '../domain/redemption/cover.ts';
import type { BusinessTime } from '../domain/time/business-time.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { SaleCustomer, SaleRecord } from '../ports/sales.ts';
import type { Till } from './till.ts';

/** Which sale an operation ends, whose it is, and at which till. */
function whichSale(till: Till, programmeId: string, { saleId, customer }: SaleRecord) {
  return {
    programmeId,
    saleId,
    storeId: till.storeId,
    tillId: till.tillId,
    ...(customer === undefined ? {} : { accountId: customer.state.accountId }),
  };
}

/** The operation of a finished sale: everything that its price came from, and what it does to the customer's points. */
export function saleOperation(till: Till, programmeId: string, sale: SaleRecord, receipt: Receipt, { repricedAtCommit, claim, by }: { readonly repricedAtCommit: boolean; readonly claim?: SaleClaim; readonly by?: Actor }): OperationDraft {
  const { customer, cover, priced } = sale;
  const redemption = cover === undefined || priced.pointsSpent === 0 ? undefined : spendCover(cover, priced.pointsSpent);
  const compiled = till.bundleOf(sale.bundle.hash);
  const counts = compiled === undefined ? undefined : countsOf(compiled, { ...whichSale(till, programmeId, sale), result: priced, time: sale.time });
  return {
    kind: 'sale-committed',
    schema: 1,
    opId: till.ids.next(),
    payload: {
      ...whichSale(till, programmeId, sale),
      receipt,
      ...byField(by),
      time: sale.time,
      bundle: sale.bundle,
      basket: sale.basket,
      ...(sale.agentVersion === undefined ? {} : { agentVersion: sale.agentVersion }),
      ...(sale.programme === undefined ? {} : { programme: sale.programme }),
      ...(customer === undefined
        ? {}
        : { customer: recordedCustomer(customer) }),
      ...(sale.orders === undefined ? {} : { orders: sale.orders.map(({ channelId, saleId }) => ({ channelId, saleId })) }),
      ...(isSomebodys(sale.customerProblem) && sale.customerCode !== undefined ? { unknownCode: sale.customerCode } : {}),
      ...(claim === undefined ? {} : { claim }),
      ...(sale.mayRedeem === undefined ? {} : { mayRedeem: sale.mayRedeem }),
      ...(redemption === undefined ? {} : { redemption }),
      result: priced,
      ...(repricedAtCommit ? { repricedAtCommit: true as const } : {}),
      ...(sale.exchange === undefined ? {} : { exchange: sale.exchange }),
      ...(counts === undefined ? {} : { counts }),
      effects: customer === undefined ? [] : saleEffects(priced, redemption),
    },
  };
}

/** Their name is no input of the price, and the chain stays for ever: it is left out. The day of their birth is one, so month and day stay. */
function recordedCustomer({ state: { givenName: _name, ...state }, identifiedBy, qr, proof, cursor, through }: SaleCustomer) {
  return { state, identifiedBy, ...(qr === undefined ? {} : { qr }), ...(proof === undefined ? {} : { proof }), cursor, through };
}

/** The operation of a sale that ends without a receipt. It posts nothing. */
export function cancelOperation(till: Till, programmeId: string, sale: SaleRecord, time: BusinessTime, by: Actor | undefined): OperationDraft {
  return { kind: 'sale-cancelled', schema: 1, opId: till.ids.next(), payload: { ...whichSale(till, programmeId, sale), ...byField(by), time } };
}
