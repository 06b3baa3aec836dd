import { returnEffects } from '../domain/ledger/effects.ts';
import type { Receipt, ReturnCommitted } from '../domain/operations/operation.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { ReturnRecord } from '../ports/returns.ts';
import { byField } from './operators/action-by.ts';
import type { TermsNow } from './return-terms.ts';
import type { Sold } from './sold.ts';
import type { Till } from './till.ts';

export interface ReturnToJournal extends Pick<ReturnCommitted, 'exchange' | 'cause' | 'givesBack'> {
  readonly sale: Sold['sale'];
  readonly record: Pick<ReturnRecord, 'returnId' | 'saleId' | 'quoted'>;
  readonly terms: TermsNow;
  readonly receipt: Receipt;
  readonly by?: Actor;
}

/** The operation of a return: what it was quoted by, and what it does to the customer's points. */
export function returnOperation(till: Till, { sale, record, terms, receipt, by, exchange, cause, givesBack }: ReturnToJournal): OperationDraft {
  return {
    kind: 'return-committed',
    schema: 1,
    opId: till.ids.next(),
    payload: {
      programmeId: sale.programmeId,
      returnId: record.returnId,
      saleId: record.saleId,
      storeId: till.storeId,
      tillId: till.tillId,
      ...(sale.accountId === undefined ? {} : { accountId: sale.accountId }),
      receipt,
      ...byField(by),
      time: terms.time,
      terms: terms.recorded,
      result: record.quoted,
      ...(exchange === undefined ? {} : { exchange }),
      ...(cause === undefined ? {} : { cause }),
      ...(givesBack === undefined ? {} : { givesBack }),
      effects: sale.accountId === undefined ? [] : returnEffects(record.quoted),
    },
  };
}
