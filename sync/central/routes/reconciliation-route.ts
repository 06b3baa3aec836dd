import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import { maxReconciledOperations } from '../../protocol/reconciliation.ts';
import type { CentralContext } from '../central-context.ts';
import { ProblemError } from '../problem-error.ts';
import { readPosition } from '../push/journal-position.ts';
import { reconcile } from '../reconcile.ts';
import type { TillOf } from './till-routes.ts';

/** Numbers in a query are text. */
const Seq = Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'a whole number from 1' });
const SpanQuery = Strict({ journalId: Id, fromSeq: Seq, toSeq: Seq });
type SpanQuery = Type.Static<typeof SpanQuery>;

export function reconciliationRoute(server: FastifyInstance, { db }: CentralContext, tillOf: TillOf): void {
  server.get<{ Querystring: SpanQuery }>('/till/v1/reconciliation', { schema: { querystring: SpanQuery } }, async (request) => {
    const { journalId } = request.query;
    const fromSeq = Number(request.query.fromSeq);
    const toSeq = Number(request.query.toSeq);
    if (toSeq < fromSeq || toSeq - fromSeq >= maxReconciledOperations) throw new ProblemError('bad-request', `A comparison spans 1 to ${maxReconciledOperations} operations.`, { path: '/toSeq' });
    // a journal of another till is refused
    await readPosition(db, tillOf(request), journalId);
    return await reconcile(db, { journalId, fromSeq, toSeq });
  });
}
