/** Orders of web shops that sales of this till took over: each is good for one of them. */
import { readUsedOrders, type UsedOrder } from '../domain/orders/used-order.ts';
import { withoutEnded } from '../domain/remembered-uses.ts';
import { JournalFault } from '../ports/journal.ts';
import { endInJournal } from './sale-outcome.ts';
import type { OrderName } from '../domain/orders/signed-order.ts';
import type { Till } from './till.ts';

const usedOrdersKey = 'used-orders';

/** Whether another sale of this till that is finished, and was not cancelled after it, has taken the order. */
export function isUsed(till: Till, saleId: string, order: OrderName): boolean {
  return usedOrders(till).some((used) => isSameOrder(used, order) && used.takenBy !== saleId && isSold(till, used.takenBy));
}

function isSold(till: Till, saleId: string): boolean {
  const sale = till.sales.find(saleId);
  return sale === undefined ? endInJournal(till, saleId) === 'committed' : sale.state === 'committed' && sale.cancelled === undefined;
}

/** Remembers who has taken the order, for as long as anybody could take it over. */
export function rememberOrder(till: Till, saleId: string, { channelId, saleId: orderId, untilMs }: OrderName & { readonly untilMs: number }): void {
  const taken: UsedOrder = { channelId, saleId: orderId, takenBy: saleId, untilMs };
  const used = withoutEnded(usedOrders(till), till.clock.now());
  if (used.some((one) => isSameOrder(one, taken) && one.takenBy === saleId)) return;
  try {
    till.meta.set(usedOrdersKey, JSON.stringify([...used, taken]));
  } catch (error) {
    // A disk that takes nothing keeps no sale from its price: the centre finds an order that came twice.
    if (!(error instanceof JournalFault)) throw error;
  }
}

export function isSameOrder(one: OrderName, other: OrderName): boolean {
  return one.saleId === other.saleId && one.channelId === other.channelId;
}

function usedOrders(till: Till): UsedOrder[] {
  return readUsedOrders(till.meta.get(usedOrdersKey));
}
