import { listBudgets, removeBudget, setBudget } from '../../../sync/central/budgets.ts';
import { Id } from '../../domain/scalars.ts';
import { compileValidator } from '../../domain/validate.ts';
import { CliFailure } from '../cli-failure.ts';
import { asCliFailure } from './as-cli-failure.ts';
import { tellResult } from './tell-result.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface BudgetsOptions extends CentralChoice {
  json?: true;
}

const readId = compileValidator(Id);

export async function runBudgetsList({ json, ...choice }: BudgetsOptions): Promise<void> {
  const budgets = await withCentralDatabase(choice, async (db) => await listBudgets(db));
  const lines = budgets.map(({ promotionId, limitMinor, givenMinor, leftMinor }) => `${promotionId}: ${leftMinor} left of ${limitMinor}, ${givenMinor} given`);
  tellResult(json, { budgets }, lines.length === 0 ? ['no promotion has a budget'] : lines);
}

export async function runBudgetSet(promotionId: string, limitMinor: number, { json, ...choice }: BudgetsOptions): Promise<void> {
  if (!readId(promotionId).ok) throw new CliFailure('bad-request', 'A promotion id has letters, digits and . _ : @ - only, 80 at most.', 2);
  await withCentralDatabase(choice, async (db) => await setBudget(db, promotionId, limitMinor));
  tellResult(json, { promotionId, limitMinor }, [`✓ ${promotionId} may give ${limitMinor} in all, what it has given included`]);
}

/** Exit code 1 where the promotion never had one. */
export async function runBudgetRemove(promotionId: string, { json, ...choice }: BudgetsOptions): Promise<void> {
  await withCentralDatabase(choice, async (db) => await asCliFailure(async () => await removeBudget(db, promotionId)));
  tellResult(json, { promotionId }, [`✓ ${promotionId} has no budget any more`]);
}
