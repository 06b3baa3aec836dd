import { soldAtThisTill, type Told } from './sold.ts';
import type { Till } from './till.ts';

/**
 * Asks the centre what of the sale is left, because other tills may have taken some of it back. Undefined where it is out of reach, does not answer within the
 * budget, or does not know the sale yet: then the till goes by what it knows itself, and the centre parks what was returned twice.
 */
export async function askReturnable(till: Till, saleId: string): Promise<Told> {
  if (!till.authority.standing().isReachable) return undefined;
  const answer = await till.authority.returnable(saleId, till.budgets.returnableMs);
  if (answer.outcome !== 'known') return undefined;
  const own = soldAtThisTill(till, saleId);
  return { ...(own.sale === undefined ? { sale: answer.sale } : {}), returns: answer.returns };
}
