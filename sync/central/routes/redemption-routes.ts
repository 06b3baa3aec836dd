import type { FastifyInstance } from 'fastify';
import { listAllowances, recallOfAccount } from '../account-allowances.ts';
import type { CentralContext } from '../central-context.ts';
import { listParked, resolveParked, type ParkedEntry } from '../resolve-parked.ts';

/** What an administrator sees and decides of points that are set aside for tills, and of spending that is booked to nobody. */
export function redemptionRoutes(scope: FastifyInstance, context: CentralContext): void {
  const { db } = context;

  scope.get<{ Params: { accountId: string } }>('/admin/v1/accounts/:accountId/allowances', async (request) => ({ allowances: await listAllowances(db, request.params.accountId) }));
  scope.post<{ Params: { accountId: string } }>('/admin/v1/accounts/:accountId/allowances/recall', async (request) => {
    const recalled = await recallOfAccount(db, request.params.accountId, context.now());
    context.signal.notify();
    return { recalled };
  });

  scope.get('/admin/v1/parked', async () => ({ parked: await listParked(db) }));
  const resolve = async (opId: string, decision: 'accepted' | 'rejected'): Promise<ParkedEntry> => {
    const entry = await resolveParked(db, opId, decision, context.now());
    context.signal.notify();
    context.log.info({ opId, points: entry.points, decision }, 'parked spending was decided on');
    return entry;
  };
  scope.post<{ Params: { opId: string } }>('/admin/v1/parked/:opId/accept', async (request) => await resolve(request.params.opId, 'accepted'));
  scope.post<{ Params: { opId: string } }>('/admin/v1/parked/:opId/reject', async (request) => await resolve(request.params.opId, 'rejected'));
}
