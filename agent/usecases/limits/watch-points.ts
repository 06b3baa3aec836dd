import { watchAct, type Doer } from './limit-watch.ts';
import { endedSale } from './ended-sale.ts';
import type { LimitHit } from '../../domain/operators/risk.ts';
import type { Refusal } from '../outcome.ts';
import type { Till } from '../till.ts';

/** Before points are set aside for a sale. One that has some already is not asked again. */
export function watchRedemption(till: Till, saleId: string, doer: Doer): Refusal<'limit-reached'> | undefined {
  const sale = till.sales.find(saleId);
  if (sale?.customer === undefined || sale.cover !== undefined) return undefined;
  return refusalOf(watchAct(till, { act: 'redeem' }, doer, { accountId: sale.customer.state.accountId, saleId }));
}

/** Before a return of a sale of this till is quoted. */
export function watchReturn(till: Till, { returnId, saleId }: { readonly returnId: string; readonly saleId: string }, doer: Doer): Refusal<'limit-reached'> | undefined {
  // Once for each return, not once for each of its quotes.
  if (till.returns.find(returnId) !== undefined) return undefined;
  const sold = endedSale(till, saleId);
  const redeemedAtMs = sold?.redemption === undefined ? undefined : sold.time.instantMs;
  return refusalOf(watchAct(till, { act: 'return', redeemedAtMs }, doer, { ...(sold?.accountId === undefined ? {} : { accountId: sold.accountId }), saleId, returnId }));
}

/** Before a customer is shown outside a sale. @returns what the cashier is told */
export function watchLookUp(till: Till, code: string, doer: Doer): readonly LimitHit[] | Refusal<'limit-reached'> {
  const lookUps = till.limits?.lookUps.note(doer.by?.userId, code, till.clock.now().atMs) ?? 0;
  return watchAct(till, { act: 'look-up', lookUps }, doer, {});
}

function refusalOf(outcome: LimitHit[] | Refusal<'limit-reached'>): Refusal<'limit-reached'> | undefined {
  return 'ok' in outcome ? outcome : undefined;
}
