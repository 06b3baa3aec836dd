import Type from 'typebox';
import { LimitList } from '../../../contract/limits.ts';
import { LocalDate, Strict } from '../../../domain/scalars.ts';
import { listHits } from '../../../usecases/limits/list-hits.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const LimitsQuery = Strict({ date: Type.Optional(LocalDate) });

export function limitRoutes({ till }: ApiServices): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/limits',
      right: 'report',
      summary: 'Limits against fraud that were hit on a day; today, if none is named',
      query: LimitsQuery,
      answer: LimitList,
      problems: ['not-ready'],
      handle: ({ query }) => {
        const outcome = listHits(till, query.date);
        if (!outcome.ok) return outcome;
        return {
          body: {
            date: outcome.date,
            hits: outcome.hits.map(({ atMs, hit }) => ({
              atMs, limitId: hit.limitId, kind: hit.limitKind, level: hit.level,
              ...(hit.lifted === undefined ? {} : { lifted: hit.lifted }),
              ...(hit.by?.userId === undefined ? {} : { userId: hit.by.userId }),
              ...(hit.by?.approval === undefined ? {} : { approvedBy: hit.by.approval.userId }),
              ...(hit.aboutAccountId === undefined ? {} : { accountId: hit.aboutAccountId }),
              ...(hit.aboutSaleId === undefined ? {} : { saleId: hit.aboutSaleId }),
              ...(hit.aboutReturnId === undefined ? {} : { returnId: hit.aboutReturnId }),
            })),
          },
        };
      },
    }),
  ];
}
