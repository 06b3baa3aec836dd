/** What customers get on paper, as text and as bytes for the printer. The till software prints it. */
import Type from 'typebox';
import { SlipQuery, SlipView } from '../../../contract/slip.ts';
import { Id, Strict } from '../../../domain/scalars.ts';
import { slipOfCard, slipOfReturn, slipOfSale } from '../../../usecases/print-slip.ts';
import { watchLookUp } from '../../../usecases/limits/watch-points.ts';
import { slipWording } from '../../slip/receipt-resources.ts';
import { slipView } from '../../slip/slip-view.ts';
import { route } from '../route.ts';
import type { SlipLanguage } from '../../../domain/slip/plural.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const CardParams = Strict({ number: Type.String({ minLength: 1, maxLength: 64 }) });

export function slipRoutes({ till }: ApiServices): Route[] {
  const wordingOf = (lang: SlipLanguage = 'ru') => slipWording(lang);
  return [
    route({
      method: 'GET',
      path: '/v1/sales/{saleId}/slip',
      right: 'sale',
      summary: 'The slip of a finished sale: lines for the paper, and bytes for the printer',
      params: Strict({ saleId: Id }),
      query: SlipQuery,
      answer: SlipView,
      problems: ['not-ready', 'sale-unknown', 'nothing-to-print', 'code-page-unsupported'],
      handle: ({ params, query }) => slipView(slipOfSale(till, params.saleId, wordingOf(query.lang)), query),
    }),
    route({
      method: 'GET',
      path: '/v1/returns/{returnId}/slip',
      right: 'return',
      summary: 'The slip of a finished return',
      params: Strict({ returnId: Id }),
      query: SlipQuery,
      answer: SlipView,
      problems: ['not-ready', 'return-unknown', 'nothing-to-print', 'code-page-unsupported'],
      handle: ({ params, query }) => slipView(slipOfReturn(till, params.returnId, wordingOf(query.lang)), query),
    }),
    route({
      method: 'GET',
      path: '/v1/cards/{number}/slip',
      right: 'identify',
      lifts: ['limit-override'],
      summary: 'What a card has, for its owner: balance, pending and expiring points, offers',
      params: CardParams,
      query: SlipQuery,
      answer: SlipView,
      problems: ['not-ready', 'nothing-to-print', 'code-page-unsupported', 'limit-reached'],
      handle: ({ params, query, actor, liftsLimits }) => {
        const watched = watchLookUp(till, params.number, { by: actor, liftsLimits: liftsLimits === true });
        return 'ok' in watched ? watched : slipView(slipOfCard(till, params.number, wordingOf(query.lang)), query);
      },
    }),
  ];
}
