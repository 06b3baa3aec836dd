import type { OperationDraft } from '../ports/journal.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { Till } from './till.ts';

type ReleaseReason = Extract<OperationDraft, { kind: 'hold-released' }>['payload']['reason'];

export interface HeldPoints {
  readonly programmeId: string;
  readonly holdId: string;
  readonly saleId: string;
  readonly accountId: string;
}

/** The operation that gives a hold back. It posts nothing: held points never left the customer's ledger at the till. */
export function holdRelease(till: Till, held: HeldPoints, reason: ReleaseReason): OperationDraft {
  return {
    kind: 'hold-released',
    schema: 1,
    opId: till.ids.next(),
    payload: { programmeId: held.programmeId, holdId: held.holdId, saleId: held.saleId, accountId: held.accountId, reason, effects: [] },
  };
}

/** The same for the hold of a sale; nothing where it has none. What else covers its points the centre need not hear of: it is free once the sale's record does not name it. */
export function saleHoldRelease(till: Till, programmeId: string, sale: SaleRecord, reason: ReleaseReason): OperationDraft[] {
  if (sale.cover?.hold === undefined || sale.customer === undefined) return [];
  return [holdRelease(till, { programmeId, holdId: sale.cover.hold.holdId, saleId: sale.saleId, accountId: sale.customer.state.accountId }, reason)];
}
