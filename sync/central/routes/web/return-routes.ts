import type { ProblemCode } from '../../../../agent/contract/problem.ts';
import { ReturnCommitRequest, ReturnView, SaleReturnRequest } from '../../../../agent/contract/sale.ts';
import { Id, Strict } from '../../../../agent/domain/scalars.ts';
import { returnView } from '../../../../agent/host/views/return-view.ts';
import { askReturnable } from '../../../../agent/usecases/ask-returnable.ts';
import { commitReturn } from '../../../../agent/usecases/commit-return.ts';
import { quoteReturn } from '../../../../agent/usecases/quote-return.ts';
import type { Told } from '../../../../agent/usecases/sold.ts';
import type { Till } from '../../../../agent/usecases/till.ts';
import { returnUnknown, type ReturnOutcome } from '../../../../agent/usecases/return-outcome.ts';
import type { CentralContext } from '../../central-context.ts';
import { channelOf } from '../../web/channel-of.ts';
import { callWeb } from '../../web/web-call.ts';
import type { WebChannel } from '../../web/web-channel.ts';
import { readRecord, webReturns } from '../../web/web-records.ts';
import type { WebReply } from '../../web/web-reply.ts';
import { webRoute, type WebRoute } from './web-route.ts';

const ReturnParams = Strict({ returnId: Id });

/** The till's `/v1/returns`, for what a web channel sold. */
export function webReturnRoutes(context: CentralContext): WebRoute[] {
  const scopes = ['web-shop'] as const;
  return [
    webRoute({
      method: 'PUT',
      path: '/v1/returns/{returnId}',
      summary: 'Quote a return of goods of a finished sale of this channel',
      scopes,
      params: ReturnParams,
      body: SaleReturnRequest,
      answer: ReturnView,
      problems: ['not-ready', 'sale-unknown', 'sale-not-committed', 'return-revised', 'return-closed', 'id-taken', 'return-exceeds-sale', 'line-unknown', 'duplicate-line', 'quantity-not-whole'],
      handle: async ({ key, params, body }) => {
        const channel = channelOf(key);
        return await callWeb(context, {
          channel, about: { ...params, saleId: body.saleId }, writesJournal: false,
          run: async (till) => returnReply(channel, quoteReturn(till, { ...params, ...body }, { told: await returnsElsewhere(till, body.saleId) })),
        });
      },
    }),
    webRoute({
      method: 'GET',
      path: '/v1/returns/{returnId}',
      summary: 'Read a return of this channel',
      scopes,
      params: ReturnParams,
      answer: ReturnView,
      problems: ['return-unknown'],
      handle: async ({ key, params }) => {
        const channel = channelOf(key);
        const found = await readRecord(context.db, webReturns, channel.channelId, params.returnId, 'look');
        return found === undefined ? returnUnknown() : { body: returnView(channel.journalId, found) };
      },
    }),
    webRoute({
      method: 'POST',
      path: '/v1/returns/{returnId}/commit',
      summary: 'Finish a quoted return; the same body again answers the same',
      scopes,
      params: ReturnParams,
      body: ReturnCommitRequest,
      answer: ReturnView,
      problems: ['not-ready', 'return-unknown', 'return-revised', 'return-closed', 'id-taken', 'sale-unknown', 'return-exceeds-sale'],
      handle: async ({ key, params, body }) => {
        const channel = channelOf(key);
        return await callWeb(context, {
          channel, about: params, writesJournal: true,
          run: (till) => returnReply(channel, commitReturn(till, { ...params, ...body })),
        });
      },
    }),
  ];
}

/** Tills may have taken back what the channel sold; what they sold, a channel cannot take back. */
async function returnsElsewhere(till: Till, saleId: string): Promise<Told> {
  const told = await askReturnable(till, saleId);
  return told === undefined ? undefined : { returns: told.returns };
}

function returnReply(channel: WebChannel, outcome: ReturnOutcome<ProblemCode>): WebReply<ReturnView> {
  return outcome.ok ? { body: returnView(channel.journalId, outcome.return) } : outcome;
}
