import Type from 'typebox';
import { RedemptionRequest, SaleView } from '../../../contract/sale.ts';
import { Strict } from '../../../domain/scalars.ts';
import { dropRedemption } from '../../../usecases/drop-redemption.ts';
import { takeRedemption } from '../../../usecases/take-redemption.ts';
import { watchRedemption } from '../../../usecases/limits/watch-points.ts';
import { route } from '../route.ts';
import { saleReply, viewOf } from './sale-reply.ts';
import { SaleParams } from './sale-routes.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

/** Query fields are texts. */
const RevisionQuery = Strict({ revision: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number from 1' }) });

export function redemptionRoutes(services: ApiServices): Route[] {
  const { till, idempotency } = services;
  return [
    route({
      method: 'POST',
      path: '/v1/sales/{saleId}/redemption',
      right: 'redeem',
      lifts: ['limit-override', 'identity-override'],
      summary: 'Have the centre set points aside for the sale',
      params: SaleParams,
      body: RedemptionRequest,
      answer: SaleView,
      needsIdempotencyKey: true,
      problems: ['not-ready', 'sale-unknown', 'sale-revised', 'sale-closed', 'redemption-taken', 'redemption-refused', 'redemption-offline', 'limit-reached', 'journal-unavailable'],
      handle: (call) =>
        idempotency.run(call, async (remember) => {
          const { params, body, actor, liftsLimits, vouches } = call;
          const limited = watchRedemption(till, params.saleId, { by: actor, liftsLimits: liftsLimits === true });
          if (limited !== undefined) return limited;
          return saleReply(services, await takeRedemption(till, { ...params, ...body, by: actor, vouches: vouches === true }, (sale) => remember(viewOf(services, sale))));
        }),
    }),
    route({
      method: 'DELETE',
      path: '/v1/sales/{saleId}/redemption',
      right: 'redeem',
      summary: 'Give the points of the sale back',
      params: SaleParams,
      query: RevisionQuery,
      answer: SaleView,
      problems: ['not-ready', 'sale-unknown', 'sale-revised', 'sale-closed', 'journal-unavailable'],
      handle: ({ params, query }) => saleReply(services, dropRedemption(till, { ...params, revision: Number(query.revision) })),
    }),
  ];
}
