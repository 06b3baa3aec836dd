import type { Command } from 'commander';
import { amountMinor } from '../option-values.ts';
import type { BudgetsOptions } from './run-budgets.ts';

/** How much money promotions may give in all shops together. */
export function addBudgetCommands(central: Command): void {
  const budgets = central.command('budgets').description('How much money a promotion may give in all shops together. Tills hear of a change with the feed.');
  budgets
    .command('list', { isDefault: true })
    .description('Lists every budget with what was given and what is left.')
    .configureHelp({ showGlobalOptions: true })
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./run-budgets.ts')).runBudgetsList(command.optsWithGlobals<BudgetsOptions>()));
  budgets
    .command('set')
    .description('Sets a budget, what the promotion has given included.')
    .configureHelp({ showGlobalOptions: true })
    .argument('<promotion>', 'its id')
    .argument('<amount>', 'in minor units', amountMinor)
    .option('--json', 'one JSON object')
    .action(async (promotionId: string, limitMinor: number, _options: object, command: Command) => (await import('./run-budgets.ts')).runBudgetSet(promotionId, limitMinor, command.optsWithGlobals<BudgetsOptions>()));
  budgets
    .command('remove')
    .description('Ends a budget: the promotion is not limited any more. What it gives is counted on.')
    .configureHelp({ showGlobalOptions: true })
    .argument('<promotion>', 'its id')
    .option('--json', 'one JSON object')
    .action(async (promotionId: string, _options: object, command: Command) => (await import('./run-budgets.ts')).runBudgetRemove(promotionId, command.optsWithGlobals<BudgetsOptions>()));
}
