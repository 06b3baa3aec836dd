import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Strict } from '../../../agent/domain/scalars.ts';
import type { CentralContext } from '../central-context.ts';
import { readReportPage, reportListNames, type ReportListName } from '../report-lists.ts';
import { readReport } from '../report.ts';

const ListParams = Strict({ list: Type.Union(reportListNames.map((name) => Type.Literal(name))) });
/** Numbers in a query are text; nothing is coerced. */
const PageQuery = Strict({ after: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })), limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]{0,2}|1000)$', description: 'a whole number from 1 to 1000' })) });
type PageQuery = Type.Static<typeof PageQuery>;

const defaultLimit = 200;

/** The report, and its long lists by the page, under the administration token. */
export function reportRoutes(scope: FastifyInstance, { db, now }: CentralContext): void {
  scope.get('/admin/v1/report', async () => await readReport(db, now()));
  scope.get<{ Params: { list: ReportListName }; Querystring: PageQuery }>('/admin/v1/report/:list', { schema: { params: ListParams, querystring: PageQuery } }, async ({ params, query }) =>
    await readReportPage(db, params.list, { after: query.after, limit: Number(query.limit ?? defaultLimit) }));
}
