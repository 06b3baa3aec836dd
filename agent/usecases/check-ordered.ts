import { readOrder, type Order, type SignedOrder } from '../domain/orders/signed-order.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { SaleRecord, TakenOrder } from '../ports/sales.ts';
import type { LineInput } from './basket-input.ts';
import { digestOf } from './digest.ts';
import { isSameOrder, isUsed, rememberOrder } from './used-orders.ts';
import { refuse, type Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export type OrderedCode = 'order-unsigned' | 'order-signature-wrong' | 'order-expired' | 'order-differs' | 'order-used';

/** Lines of a sale, and the signed order that brings discounts with some of them. */
export interface OrderedInput {
  readonly lines: readonly LineInput[];
  readonly order?: SignedOrder;
}

/** The sale that takes over, and whether its receipt is printed: that is not refused for an order that was used. */
export interface TakingOver {
  readonly saleId: string;
  readonly isPrinted?: boolean;
  readonly before: SaleRecord | undefined;
}

/**
 * Discounts that were computed elsewhere are money: they come in only with a line of an order that the centre signed, each of its lines once. What the sale
 * has already may be carried along without the order, by whoever edits it. Nothing is asked of the network: the till has the centre's key. An order is good for
 * one sale: this till refuses it in a second one, and what tills do that are apart the centre finds (ADR 0068).
 * @returns the orders that the sale has taken over now
 */
export function takeOrdered(till: Till, compiled: CompiledBundle, { lines, order }: OrderedInput, { saleId, isPrinted = false, before }: TakingOver): { readonly ok: true; readonly orders: readonly TakenOrder[] } | Refusal<OrderedCode> {
  const had = new Set(before?.basket.lines.flatMap(({ lineId, sku, ordered }) => (ordered === undefined ? [] : [digestOf({ lineId, sku, ordered })])));
  const isNew = ({ lineId, sku, ordered }: LineInput, index: number) => ordered !== undefined && !had.has(digestOf({ lineId: lineId ?? String(index + 1), sku, ordered }));
  const firstNew = lines.findIndex(isNew);
  if (firstNew < 0) return { ok: true, orders: stillTaken(before?.orders ?? [], lines) };
  if (order === undefined) {
    return { ok: false, code: 'order-unsigned', detail: 'Send the order as the centre signed it with the lines that it discounts.', path: `/lines/${firstNew}/ordered` };
  }
  const read = readSigned(till, compiled, order);
  if ('ok' in read) return read;
  const left = countLines(read.lines.map(({ sku, ordered }) => digestOf({ sku, ordered })));
  // those that the sale has already use up their lines of the order first
  const inOrder = [...lines.entries()].toSorted(([one, a], [other, b]) => Number(isNew(a, one)) - Number(isNew(b, other)) || one - other);
  for (const [index, line] of inOrder) {
    if (line.ordered === undefined) continue;
    const digest = digestOf({ sku: line.sku, ordered: line.ordered });
    const times = left.get(digest) ?? 0;
    if (times === 0 && isNew(line, index)) return { ok: false, code: 'order-differs', detail: 'The signed order has no such line, or fewer of them.', path: `/lines/${index}/ordered` };
    left.set(digest, times - 1);
  }
  const name = { channelId: read.channelId, saleId: read.saleId };
  if (!isPrinted && isUsed(till, saleId, name)) return refuse('order-used', 'This order was sold at this till already. Sell the goods without it, or cancel the sale that has it.', { orderId: read.saleId });
  rememberOrder(till, saleId, { ...name, untilMs: read.validUntilMs });
  const taken: TakenOrder = { ...name, lines: read.lines.map(({ sku, ordered }) => digestOf({ sku, ordered })) };
  return { ok: true, orders: stillTaken([...(before?.orders ?? []).filter((one) => !isSameOrder(one, name)), taken], lines) };
}

/** Where the last of its lines left the basket, the sale has not taken the order. */
function stillTaken(orders: readonly TakenOrder[], lines: readonly LineInput[]): TakenOrder[] {
  const inBasket = new Set(lines.flatMap(({ sku, ordered }) => (ordered === undefined ? [] : [digestOf({ sku, ordered })])));
  return orders.filter((order) => order.lines.some((digest) => inBasket.has(digest)));
}

function readSigned(till: Till, { bundle }: CompiledBundle, { text, signature }: SignedOrder): Order | Refusal<OrderedCode> {
  const order = till.isSignedByCentre(text, signature) ? readOrder(text) : undefined;
  if (order === undefined) return { ok: false, code: 'order-signature-wrong', detail: 'This is no order that the centre of this till signed: it was altered, or is of another centre.', path: '/order' };
  if (order.programmeId !== bundle.programmeId) return { ok: false, code: 'order-differs', detail: `The order is of the programme ${order.programmeId}.`, path: '/order' };
  if (till.clock.now().atMs > order.validUntilMs) return refuse('order-expired', 'The order is too old to be taken over. Have the web shop fetch it again.', { validUntilMs: order.validUntilMs });
  return order;
}

function countLines(digests: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const digest of digests) counted.set(digest, (counted.get(digest) ?? 0) + 1);
  return counted;
}
