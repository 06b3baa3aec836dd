import { BehaviorSubject } from 'rxjs';
import { failureOf } from '../client/api-failure.ts';
import type { TillClient } from '../client/till-client.ts';
import type { SaleStore } from './sale-store.ts';

/** The customer's balance after the finished sale, asked from the agent: the page computes no points. Undefined until it is known. */
export function createNewBalance(client: Pick<TillClient, 'identify'>, sale: Pick<SaleStore, 'phase$'>): BehaviorSubject<number | undefined> {
  const balance$ = new BehaviorSubject<number | undefined>(undefined);
  let askedFor: string | undefined;
  async function ask(saleId: string, cardNumber: string): Promise<void> {
    try {
      const { customer } = await client.identify(cardNumber);
      if (askedFor === saleId && customer.status === 'known') balance$.next(customer.balancePoints);
    } catch (error) {
      // The confirmation stands without it.
      failureOf(error);
    }
  }
  sale.phase$.subscribe((phase) => {
    if (phase.kind === 'done' && phase.view.saleId === askedFor) return;
    askedFor = undefined;
    if (balance$.value !== undefined) balance$.next(undefined);
    if (phase.kind !== 'done' || phase.view.customer?.status !== 'known') return;
    askedFor = phase.view.saleId;
    void ask(phase.view.saleId, phase.view.customer.cardNumber);
  });
  return balance$;
}
