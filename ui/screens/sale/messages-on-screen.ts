import type { SaleView } from '../../../agent/contract/sale.ts';

type Messages = SaleView['priced']['messages'];

/** What is said while the sale goes on. What the customer takes home is printed on the slip: the till software reads it from the same list. */
export function messagesOnScreen(messages: Messages): Messages {
  return messages.filter(({ to }) => to !== 'slip');
}
