import { ReturnCommitRequest, ReturnRequest, ReturnView } from '../../../contract/sale.ts';
import { Id, Strict } from '../../../domain/scalars.ts';
import { commitReturn } from '../../../usecases/commit-return.ts';
import { startReturn } from '../../../usecases/start-return.ts';
import { returnUnknown } from '../../../usecases/return-outcome.ts';
import { returnView } from '../../views/return-view.ts';
import { route } from '../route.ts';
import type { ProblemCode } from '../../../contract/problem.ts';
import type { ReturnRecord } from '../../../ports/returns.ts';
import type { ReturnOutcome } from '../../../usecases/return-outcome.ts';
import type { Reply, Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const ReturnParams = Strict({ returnId: Id });

export function returnRoutes({ till, metrics }: ApiServices): Route[] {
  const viewOf = (record: ReturnRecord): ReturnView => returnView(till.journal.journalIdOf(record.commit?.seq ?? till.journal.head().seq), record);
  const reply = (outcome: ReturnOutcome<ProblemCode>): Reply<ReturnView> =>
    outcome.ok ? { body: viewOf(outcome.return) } : outcome;
  return [
    route({
      method: 'PUT',
      path: '/v1/returns/{returnId}',
      right: ({ body }) => (body.code === undefined ? 'return' : 'return-by-slip'),
      summary: 'Quote a return of goods of a finished sale',
      params: ReturnParams,
      body: ReturnRequest,
      answer: ReturnView,
      problems: ['bad-request', 'not-ready', 'sale-unknown', 'sale-not-committed', 'receipt-ambiguous', 'return-code-invalid', 'return-needs-link', 'return-revised', 'return-closed', 'return-exceeds-sale', 'line-unknown', 'duplicate-line', 'quantity-not-whole', 'journal-unavailable'],
      handle: async ({ params, body }) => reply(await startReturn(till, { ...params, ...body })),
    }),
    route({
      method: 'GET',
      path: '/v1/returns/{returnId}',
      right: 'return',
      summary: 'Read a return',
      params: ReturnParams,
      answer: ReturnView,
      problems: ['return-unknown'],
      handle: ({ params }) => {
        const found = till.returns.find(params.returnId);
        return found === undefined ? returnUnknown() : { body: viewOf(found) };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/returns/{returnId}/commit',
      right: ({ params }) => (till.returns.find(params.returnId)?.slip === undefined ? 'return' : 'return-by-slip'),
      finishesReceipt: true,
      summary: 'Finish a quoted return; the same body again answers the same',
      params: ReturnParams,
      body: ReturnCommitRequest,
      answer: ReturnView,
      problems: ['not-ready', 'return-unknown', 'return-revised', 'return-closed', 'sale-unknown', 'return-exceeds-sale', 'journal-unavailable'],
      handle: ({ params, body, actor }) => {
        const outcome = commitReturn(till, { ...params, ...body, by: actor });
        if (outcome.ok && outcome.changed) metrics.countCommit('return');
        return reply(outcome);
      },
    }),
  ];
}
