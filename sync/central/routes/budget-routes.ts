import type { FastifyInstance } from 'fastify';
import type Type from 'typebox';
import { AmountMinor, Id, Strict } from '../../../agent/domain/scalars.ts';
import { listBudgets, removeBudget, setBudget } from '../budgets.ts';
import type { CentralContext } from '../central-context.ts';

const BudgetRequest = Strict({ limitMinor: AmountMinor });
type BudgetRequest = Type.Static<typeof BudgetRequest>;
const BudgetParams = Strict({ promotionId: Id });
type BudgetParams = Type.Static<typeof BudgetParams>;

/** Budgets of promotions, under the administration token. */
export function budgetRoutes(scope: FastifyInstance, { db, signal, log }: CentralContext): void {
  scope.get('/admin/v1/budgets', async () => ({ budgets: await listBudgets(db) }));
  scope.put<{ Body: BudgetRequest; Params: BudgetParams }>('/admin/v1/budgets/:promotionId', { schema: { body: BudgetRequest, params: BudgetParams } }, async (request) => {
    const { promotionId } = request.params;
    await setBudget(db, promotionId, request.body.limitMinor);
    signal.notify();
    return { promotionId, limitMinor: request.body.limitMinor };
  });
  scope.delete<{ Params: BudgetParams }>('/admin/v1/budgets/:promotionId', { schema: { params: BudgetParams } }, async (request) => {
    const { promotionId } = request.params;
    await removeBudget(db, promotionId);
    signal.notify();
    log.warn({ promotionId }, 'the budget of a promotion was removed');
    return { promotionId };
  });
}
