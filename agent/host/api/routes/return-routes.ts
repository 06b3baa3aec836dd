import { ReturnCommitRequest, ReturnRequest, ReturnView } from '../../../contract/sale.ts';
import { Id, Strict } from '../../../domain/scalars.ts';
import { commitReturn } from '../../../usecases/commit-return.ts';
import { startReturn } from '../../../usecases/start-return.ts';
import { returnUnknown } from '../../../usecases/return-outcome.ts';
import { returnView } from '../../views/return-view.ts';
import { soldView } from '../../views/sold-view.ts';
import { watchReturn } from '../../../usecases/limits/watch-points.ts';
import { route } from '../route.ts';
import type { ProblemCode } from '../../../contract/problem.ts';
import type { ReturnRecord } from '../../../ports/returns.ts';
import type { ReturnOutcome } from '../../../usecases/return-outcome.ts';
import type { Reply, Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const ReturnParams = Strict({ returnId: Id });

const rightsOfReturns = ['return', 'return-by-slip', 'return-blind'] as const;

/** What a return goes by says what its caller must be allowed. */
function rightFor({ isBySlip, blind }: { readonly isBySlip: boolean; readonly blind?: unknown }): (typeof rightsOfReturns)[number] {
  if (blind !== undefined) return 'return-blind';
  return isBySlip ? 'return-by-slip' : 'return';
}

/** One from before it was noted is by a slip where the slip alone tells its sale. */
function rightOfQuoted(quoted: ReturnRecord | undefined): ReturnType<typeof rightFor> {
  return rightFor({ isBySlip: quoted?.bySlip ?? quoted?.slip !== undefined, blind: quoted?.blind });
}

/** Who approved a quote has approved that this very quote is finished. */
function intentOf(returnId: string, revision: number): string {
  return `return ${returnId} ${revision}`;
}

export function returnRoutes({ till, metrics }: ApiServices): Route[] {
  const viewOf = (record: ReturnRecord): ReturnView => {
    const sold = soldView(till, record);
    return { ...returnView(till.journal.journalIdOf(record.commit?.seq ?? till.journal.head().seq), record), ...(sold === undefined ? {} : { sold }) };
  };
  const reply = (outcome: ReturnOutcome<ProblemCode>): Reply<ReturnView> =>
    outcome.ok ? { body: viewOf(outcome.return) } : outcome;
  return [
    route({
      method: 'PUT',
      path: '/v1/returns/{returnId}',
      right: { oneOf: rightsOfReturns, of: ({ body }) => rightFor({ isBySlip: body.code !== undefined, blind: body.blind }) },
      lifts: ['limit-override'],
      approvedAs: ({ params, body }) => ({ intent: intentOf(params.returnId, body.baseRevision + 1) }),
      summary: 'Quote a return of goods of a finished sale',
      params: ReturnParams,
      body: ReturnRequest,
      answer: ReturnView,
      problems: ['bad-request', 'not-ready', 'sale-unknown', 'sale-not-committed', 'receipt-ambiguous', 'return-code-invalid', 'return-needs-link', 'return-blind-refused', 'too-many-lines', 'amount-too-large', 'return-revised', 'return-closed', 'return-exceeds-sale', 'line-unknown', 'duplicate-line', 'quantity-not-whole', 'limit-reached', 'journal-unavailable'],
      handle: async ({ params, body, actor, liftsLimits }) => {
        const limited = watchReturn(till, { ...params, ...body }, { by: actor, liftsLimits: liftsLimits === true });
        return limited ?? reply(await startReturn(till, { ...params, ...body }));
      },
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
      right: { oneOf: rightsOfReturns, of: ({ params }) => rightOfQuoted(till.returns.find(params.returnId)) },
      finishesReceipt: true,
      approvedAs: ({ params, body }) => ({ intent: intentOf(params.returnId, body.revision) }),
      summary: 'Finish a quoted return; the same body again answers the same',
      params: ReturnParams,
      body: ReturnCommitRequest,
      answer: ReturnView,
      problems: ['not-ready', 'return-unknown', 'return-revised', 'return-closed', 'sale-unknown', 'return-exceeds-sale', 'return-blind-refused', 'journal-unavailable'],
      handle: ({ params, body, actor }) => {
        const outcome = commitReturn(till, { ...params, ...body, by: actor });
        if (outcome.ok && outcome.changed) metrics.countCommit('return');
        return reply(outcome);
      },
    }),
  ];
}
