import type { Command } from 'commander';
import type { AllowancesOptions } from './run-allowances.ts';
import type { ParkedOptions } from './run-parked.ts';

/** What an administrator sees and decides of points that are set aside for tills, and of spending that is booked to nobody. */
export function addRedemptionCommands(central: Command): void {
  central
    .command('allowances')
    .description("Lists what was set aside for tills of one customer's points, the latest first.")
    .configureHelp({ showGlobalOptions: true })
    .requiredOption('--account <id>', 'whose')
    .option('--recall', 'tells the tills to give back what they have, and sets nothing aside for a day')
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./run-allowances.ts')).runCentralAllowances(command.optsWithGlobals<AllowancesOptions>()));
  const parked = central
    .command('parked')
    .description('Spending of printed receipts that is booked to nobody until somebody decides: beyond the caps of honouring, or part of a defect.');
  parked
    .command('list', { isDefault: true })
    .description('Lists what waits for a decision, the oldest first; exit code 1 if there is any.')
    .configureHelp({ showGlobalOptions: true })
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./run-parked.ts')).runParkedList(command.optsWithGlobals<ParkedOptions>()));
  for (const [name, what] of [['accept', 'The programme pays for it: it is booked to goodwill, cause risk-policy.'], ['reject', 'Nobody pays for it: nothing is booked.']] as const) {
    parked
      .command(name)
      .description(what)
      .configureHelp({ showGlobalOptions: true })
      .argument('<operation>', 'its id, as the list says')
      .option('--json', 'one JSON object')
      .action(async (opId: string, _options: object, command: Command) =>
        (await import('./run-parked.ts')).runParkedDecision(opId, name === 'accept' ? 'accepted' : 'rejected', command.optsWithGlobals<ParkedOptions>()));
  }
}
