import Type from 'typebox';
import { CancelRequest, CommitRequest, SaleList, SaleRequest, SaleView } from '../../../contract/sale.ts';
import { Receipt } from '../../../domain/operations/operation.ts';
import { Id, LocalDate, Strict } from '../../../domain/scalars.ts';
import { cancelFinishedSale } from '../../../usecases/cancel-finished-sale.ts';
import { cancelSale } from '../../../usecases/cancel-sale.ts';
import { commitSale } from '../../../usecases/commit-sale.ts';
import { salesOfReceipt } from '../../../usecases/find-receipt.ts';
import { saleUnknown } from '../../../usecases/sale-outcome.ts';
import { priceSale } from '../../../usecases/price-sale.ts';
import { shareQr } from '../../../usecases/share-qr.ts';
import { explainedPrice } from '../../../usecases/priced-part.ts';
import { route } from '../route.ts';
import { ListLimit } from './list-limit.ts';
import { saleReply, viewOf } from './sale-reply.ts';
import type { SaleRecord, SaleState } from '../../../ports/sales.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

export const SaleParams = Strict({ saleId: Id });
const states: readonly SaleState[] = ['priced', 'held', 'in-doubt', 'committed', 'cancelled'];
const ListQuery = Strict({
  state: Type.Optional(SaleView.properties.state),
  /** Finished sales with this number on their receipt; `date` names the day of the sale */
  receipt: Type.Optional(Receipt.properties.number),
  date: Type.Optional(LocalDate),
  /** 50 by default */
  limit: Type.Optional(ListLimit),
});
/** `explain=true`: also say why, as a PUT does that asks for it. Query fields are texts. */
const ReadQuery = Strict({ explain: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) });
type ListQuery = Type.Static<typeof ListQuery>;

function salesAsked({ till }: ApiServices, { receipt, date, state, limit }: ListQuery): SaleRecord[] {
  const wanted = state === undefined ? states : [state];
  if (receipt === undefined) return till.sales.list(wanted, Number(limit ?? 50));
  return salesOfReceipt(till, receipt, date).flatMap(({ saleId }) => till.sales.find(saleId) ?? []).filter((sale) => wanted.includes(sale.state));
}

export function saleRoutes(services: ApiServices): Route[] {
  const { till, metrics } = services;
  return [
    route({
      method: 'PUT',
      path: '/v1/sales/{saleId}',
      right: 'sale',
      lifts: ['limit-override', 'identity-override'],
      summary: 'Price the whole basket as the next revision of the sale',
      params: SaleParams,
      body: SaleRequest,
      answer: SaleView,
      problems: ['not-ready', 'sale-revised', 'sale-closed', 'too-many-lines', 'duplicate-line', 'quantity-not-whole', 'amount-too-large', 'external-unknown', 'order-unsigned', 'order-signature-wrong', 'order-expired', 'order-differs', 'order-used', 'ordered-exceeds-line', 'journal-unavailable'],
      handle: async ({ params, body: { explain, ...body }, actor, liftsLimits, vouches }) => {
        await shareQr(till, params.saleId, body.customer?.code);
        const outcome = priceSale(till, { ...params, ...body, by: actor, liftsLimits: liftsLimits === true, vouches: vouches === true });
        const reply = saleReply(services, outcome);
        return outcome.ok && explain === true && 'body' in reply ? { body: { ...reply.body, priced: explainedPrice(till, outcome.sale) } } : reply;
      },
    }),
    route({
      method: 'GET',
      path: '/v1/sales/{saleId}',
      right: 'sale',
      summary: 'Read a sale',
      params: SaleParams,
      query: ReadQuery,
      answer: SaleView,
      problems: ['sale-unknown'],
      handle: ({ params, query }) => {
        const sale = till.sales.find(params.saleId);
        if (sale === undefined) return saleUnknown();
        const body = viewOf(services, sale);
        return { body: query.explain === 'true' ? { ...body, priced: explainedPrice(till, sale) } : body };
      },
    }),
    route({
      method: 'GET',
      path: '/v1/sales',
      right: 'sale',
      summary: 'Sales of this till, newest first',
      query: ListQuery,
      answer: SaleList,
      handle: ({ query }) => ({
        body: { sales: salesAsked(services, query).slice(0, Number(query.limit ?? 50)).map((sale) => viewOf(services, sale)) },
      }),
    }),
    route({
      method: 'POST',
      path: '/v1/sales/{saleId}/commit',
      right: 'sale',
      finishesReceipt: true,
      summary: 'Finish a sale whose receipt was printed; the same body again answers the same',
      params: SaleParams,
      body: CommitRequest,
      answer: SaleView,
      problems: ['not-ready', 'sale-unknown', 'sale-revised', 'sale-closed', 'too-many-lines', 'duplicate-line', 'quantity-not-whole', 'amount-too-large', 'external-unknown', 'order-unsigned', 'order-signature-wrong', 'order-expired', 'order-differs', 'ordered-exceeds-line', 'return-unknown', 'return-revised', 'return-closed', 'return-exceeds-sale', 'journal-unavailable'],
      handle: ({ params, body, actor }) => {
        const outcome = commitSale(till, { ...params, ...body, by: actor });
        if (outcome.ok && outcome.changed) metrics.countCommit('sale');
        return saleReply(services, outcome);
      },
    }),
    route({
      method: 'POST',
      path: '/v1/sales/{saleId}/cancel',
      right: { oneOf: ['sale', 'cancel-finished-sale'], of: ({ params }) => (till.sales.find(params.saleId)?.commit === undefined ? 'sale' : 'cancel-finished-sale') },
      summary: 'End a sale without a receipt and let its points go; of a finished one, give all of it back',
      params: SaleParams,
      body: CancelRequest,
      answer: SaleView,
      problems: ['not-ready', 'sale-unknown', 'sale-revised', 'sale-closed', 'sale-returned', 'cancel-too-late', 'return-exceeds-sale', 'journal-unavailable'],
      handle: async ({ params, body, actor }) => {
        if (till.sales.find(params.saleId)?.commit === undefined) return saleReply(services, cancelSale(till, { ...params, revision: body.revision, by: actor }));
        const outcome = await cancelFinishedSale(till, { ...params, ...body, by: actor });
        if (outcome.ok && outcome.changed) metrics.countCommit('return');
        return saleReply(services, outcome);
      },
    }),
  ];
}
