import { type Command, Option } from 'commander';
import type { KeysOptions, MakeKeyOptions } from './run-keys.ts';

/** Keys with which web shops and partners call the centre. */
export function addKeyCommands(central: Command): void {
  const keys = central.command('keys').description('API keys of web shops and partners. The text of a key is told once, when it is made; the centre keeps its digest.');
  keys
    .command('list', { isDefault: true })
    .description('Lists every key, the oldest first, revoked ones too.')
    .configureHelp({ showGlobalOptions: true })
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./run-keys.ts')).runKeysList(command.optsWithGlobals<KeysOptions>()));
  keys
    .command('create')
    .description('Makes a key and prints it, this once. Several keys may share a channel, so that one can take the place of another.')
    .configureHelp({ showGlobalOptions: true })
    .requiredOption('--name <name>', 'whose it is, as the list shows it')
    .addOption(new Option('--scope <scope>', 'web-shop sells under its channel; partner sees cards and balances, and nothing of the people').choices(['web-shop', 'partner']).makeOptionMandatory())
    .option('--channel <id>', 'of a web shop: what its sales and idempotency keys belong to')
    .option('--store <id>', 'of a web shop: whose prices and rules it has')
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./run-keys.ts')).runKeyCreate(command.optsWithGlobals<MakeKeyOptions>()));
  keys
    .command('revoke')
    .description('Ends a key at once; again it changes nothing.')
    .configureHelp({ showGlobalOptions: true })
    .argument('<key>', 'its id, as the list says')
    .option('--json', 'one JSON object')
    .action(async (keyId: string, _options: object, command: Command) => (await import('./run-keys.ts')).runKeyRevoke(keyId, command.optsWithGlobals<KeysOptions>()));
}
