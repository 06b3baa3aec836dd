import type { Command } from 'commander';
import type { AddStaffOptions, PinOptions, StaffOptions } from './run-staff.ts';

/** Who may sign in at which stores' tills. */
export function addStaffCommands(central: Command): void {
  const staff = central.command('staff').description('Who may sign in at the tills: names, roles, stores, badges and PINs. Tills take a change within a minute of contact.');
  staff
    .command('list', { isDefault: true })
    .description('Lists everybody, who is disabled too.')
    .configureHelp({ showGlobalOptions: true })
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./run-staff.ts')).runStaffList(command.optsWithGlobals<StaffOptions>()));
  staff
    .command('add')
    .description('Takes somebody on, or changes what is said of them. Somebody new gets a PIN: from --pin-stdin, else one is made and printed once.')
    .configureHelp({ showGlobalOptions: true })
    .argument('<user>', 'their id: letters, digits, . _ : @ -')
    .requiredOption('--name <name>', 'as colleagues say it')
    .requiredOption('--role <id>', "one of the programme's roles")
    .requiredOption('--store <id...>', 'where they may sign in')
    .option('--badge <text>', 'what their badge says')
    .option('--card <number...>', 'loyalty cards that are their own')
    .option('--pin-stdin', 'reads the PIN from the first line of the standard input')
    .option('--json', 'one JSON object')
    .action(async (user: string, _options: object, command: Command) => (await import('./run-staff.ts')).runStaffAdd(user, command.optsWithGlobals<AddStaffOptions>()));
  staff
    .command('set-pin')
    .description('Gives somebody another PIN: from --pin-stdin, else one is made and printed once.')
    .configureHelp({ showGlobalOptions: true })
    .argument('<user>', 'whose')
    .option('--pin-stdin', 'reads the PIN from the first line of the standard input')
    .option('--json', 'one JSON object')
    .action(async (user: string, _options: object, command: Command) => (await import('./run-staff.ts')).runStaffSetPin(user, command.optsWithGlobals<PinOptions>()));
  staff
    .command('disable')
    .description('Keeps somebody from signing in; where they are signed in, that ends when the till has the next list.')
    .configureHelp({ showGlobalOptions: true })
    .argument('<user>', 'who')
    .option('--json', 'one JSON object')
    .action(async (user: string, _options: object, command: Command) => (await import('./run-staff.ts')).runStaffDisable(user, command.optsWithGlobals<StaffOptions>()));
}
