import Type from 'typebox';
import { CancelRequest, CommitRequest, RedemptionRequest, SaleList, SaleRequest, SaleView } from '../../../../agent/contract/sale.ts';
import type { ProblemCode } from '../../../../agent/contract/problem.ts';
import { SignedOrder } from '../../../../agent/domain/orders/signed-order.ts';
import { Id, Strict } from '../../../../agent/domain/scalars.ts';
import { saleView } from '../../../../agent/host/views/sale-view.ts';
import type { SaleRecord, SaleState } from '../../../../agent/ports/sales.ts';
import { cancelSale } from '../../../../agent/usecases/cancel-sale.ts';
import { commitSale } from '../../../../agent/usecases/commit-sale.ts';
import { dropRedemption } from '../../../../agent/usecases/drop-redemption.ts';
import { explainedPrice } from '../../../../agent/usecases/priced-part.ts';
import { priceSale } from '../../../../agent/usecases/price-sale.ts';
import { saleClosed, saleUnknown, type SaleOutcome } from '../../../../agent/usecases/sale-outcome.ts';
import { takeRedemption } from '../../../../agent/usecases/take-redemption.ts';
import type { Till } from '../../../../agent/usecases/till.ts';
import type { CentralContext } from '../../central-context.ts';
import { channelOf } from '../../web/channel-of.ts';
import { signOrder } from '../../web/sign-order.ts';
import { answerSlot } from '../../web/web-answers.ts';
import { callWeb } from '../../web/web-call.ts';
import { tillIdOf, type WebChannel } from '../../web/web-channel.ts';
import { listSales, readRecord, webSales } from '../../web/web-records.ts';
import type { WebReply } from '../../web/web-reply.ts';
import { webRoute, type WebRoute } from './web-route.ts';

const SaleParams = Strict({ saleId: Id });
/** Query fields are texts. */
const RevisionQuery = Strict({ revision: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number from 1' }) });
const ListQuery = Strict({ state: Type.Optional(SaleView.properties.state), limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|1[0-9]{2}|200)$', description: 'a whole number from 1 to 200' })) });
const states: readonly SaleState[] = ['priced', 'held', 'committed', 'cancelled'];
const basketProblems = ['too-many-lines', 'duplicate-line', 'quantity-not-whole', 'amount-too-large', 'external-unknown', 'order-unsigned', 'order-signature-wrong', 'order-expired', 'order-differs', 'order-used', 'ordered-exceeds-line'] as const;

/** The till's `/v1/sales`, for web shops: the same shapes, answers and codes (docs/integration.md). */
export function webSaleRoutes(context: CentralContext): WebRoute[] {
  const scopes = ['web-shop'] as const;
  return [
    webRoute({
      method: 'PUT',
      path: '/v1/sales/{saleId}',
      summary: 'Price the whole basket as the next revision of the sale',
      scopes,
      params: SaleParams,
      body: SaleRequest,
      answer: SaleView,
      problems: ['not-ready', 'sale-revised', 'sale-closed', 'id-taken', ...basketProblems],
      handle: async ({ key, params, body: { explain, ...body } }) => {
        const channel = channelOf(key);
        return await callWeb(context, {
          channel, about: params, code: body.customer?.code, coupons: body.coupons ?? [], writesJournal: false,
          run: (till) => {
            const outcome = priceSale(till, { ...params, ...body });
            const reply = saleReply(till, channel, outcome);
            return outcome.ok && explain === true && 'body' in reply ? { body: { ...reply.body, priced: explainedPrice(till, outcome.sale) } } : reply;
          },
        });
      },
    }),
    webRoute({
      method: 'GET',
      path: '/v1/sales/{saleId}',
      summary: 'Read a sale of this channel',
      scopes,
      params: SaleParams,
      answer: SaleView,
      problems: ['sale-unknown'],
      handle: async ({ key, params }) => {
        const channel = channelOf(key);
        const sale = await readRecord(context.db, webSales, channel.channelId, params.saleId, 'look');
        return sale === undefined ? saleUnknown() : { body: await lookAt(context, channel, sale) };
      },
    }),
    webRoute({
      method: 'GET',
      path: '/v1/sales/{saleId}/order',
      summary: 'The sale as the centre signs it, so that a till can take it over with its discounts',
      scopes,
      params: SaleParams,
      answer: SignedOrder,
      problems: ['sale-unknown', 'sale-closed', 'no-bundle'],
      handle: async ({ key, params }) => {
        const channel = channelOf(key);
        const sale = await readRecord(context.db, webSales, channel.channelId, params.saleId, 'look');
        if (sale === undefined) return saleUnknown();
        return sale.state === 'cancelled' ? saleClosed('cancelled') : { body: await signOrder(context, channel, sale) };
      },
    }),
    webRoute({
      method: 'GET',
      path: '/v1/sales',
      summary: 'Sales of this channel, newest first',
      scopes,
      query: ListQuery,
      answer: SaleList,
      handle: async ({ key, query }) => {
        const channel = channelOf(key);
        const sales = await listSales(context.db, channel.channelId, query.state === undefined ? states : [query.state], Number(query.limit ?? 50));
        return { body: { sales: await Promise.all(sales.map(async (sale) => await lookAt(context, channel, sale))) } };
      },
    }),
    webRoute({
      method: 'POST',
      path: '/v1/sales/{saleId}/redemption',
      summary: 'Set points aside for the sale',
      scopes,
      params: SaleParams,
      body: RedemptionRequest,
      answer: SaleView,
      needsIdempotencyKey: true,
      problems: ['not-ready', 'sale-unknown', 'sale-revised', 'sale-closed', 'id-taken', 'redemption-taken', 'redemption-refused'],
      handle: async ({ key, params, body, idempotencyKey, target }) => {
        const channel = channelOf(key);
        return await callWeb(context, {
          channel, about: params, writesJournal: false, slot: answerSlot(idempotencyKey, target, body),
          run: async (till) => saleReply(till, channel, await takeRedemption(till, { ...params, ...body })),
        });
      },
    }),
    webRoute({
      method: 'DELETE',
      path: '/v1/sales/{saleId}/redemption',
      summary: 'Give the points of the sale back',
      scopes,
      params: SaleParams,
      query: RevisionQuery,
      answer: SaleView,
      problems: ['not-ready', 'sale-unknown', 'sale-revised', 'sale-closed', 'id-taken'],
      handle: async ({ key, params, query }) => {
        const channel = channelOf(key);
        return await callWeb(context, {
          channel, about: params, writesJournal: false,
          run: (till) => saleReply(till, channel, dropRedemption(till, { ...params, revision: Number(query.revision) })),
        });
      },
    }),
    webRoute({
      method: 'POST',
      path: '/v1/sales/{saleId}/commit',
      summary: 'Finish a sale that was paid; the same body again answers the same',
      scopes,
      params: SaleParams,
      body: CommitRequest,
      answer: SaleView,
      problems: ['not-ready', 'sale-unknown', 'sale-revised', 'sale-closed', 'id-taken', ...basketProblems],
      handle: async ({ key, params, body }) => {
        const channel = channelOf(key);
        return await callWeb(context, {
          channel, about: params, code: body.customer?.code, coupons: body.coupons, writesJournal: true,
          run: (till) => saleReply(till, channel, commitSale(till, { ...params, ...body })),
        });
      },
    }),
    webRoute({
      method: 'POST',
      path: '/v1/sales/{saleId}/cancel',
      summary: 'End a sale that was not paid and let its points go',
      scopes,
      params: SaleParams,
      body: CancelRequest,
      answer: SaleView,
      problems: ['not-ready', 'sale-unknown', 'sale-revised', 'sale-closed', 'id-taken'],
      handle: async ({ key, params, body }) => {
        const channel = channelOf(key);
        return await callWeb(context, { channel, about: params, writesJournal: true, run: (till) => saleReply(till, channel, cancelSale(till, { ...params, ...body })) });
      },
    }),
  ];
}

function saleReply(till: Till, channel: WebChannel, outcome: SaleOutcome<ProblemCode>): WebReply<SaleView> {
  return outcome.ok ? { body: viewOf(channel, till.activeBundle(), outcome.sale) } : outcome;
}

async function lookAt({ db, library }: CentralContext, channel: WebChannel, sale: SaleRecord): Promise<SaleView> {
  return viewOf(channel, await library.inForce(db), sale);
}

function viewOf(channel: WebChannel, compiled: ReturnType<Till['activeBundle']>, sale: SaleRecord): SaleView {
  return saleView({ compiled, journalId: channel.journalId, currentJournalId: channel.journalId, storeId: channel.storeId, tillId: tillIdOf(channel), isKept: true, nowMs: sale.updatedAtMs }, sale);
}
