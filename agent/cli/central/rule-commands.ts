import type { Command } from 'commander';
import { folderPath, serialNumber } from '../option-values.ts';
import type { ExportOptions } from './run-export.ts';
import type { PublishOptions } from './run-publish.ts';
import type { RotateKeyOptions } from './run-rotate-key.ts';
import type { SeedOptions } from './run-seed.ts';

/** What a centre is filled with, its rules, and the key that signs them. They work on the database, like the other tools of the central. */
export function addRuleCommands(central: Command): void {
  central
    .command('seed')
    .description('Fills a database that was not filled yet from a shop folder (--shop; default: the demo shop). A central that is started with --shop does so by itself.')
    .configureHelp({ showGlobalOptions: true })
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./run-seed.ts')).runCentralSeed(command.optsWithGlobals<SeedOptions>()));
  central
    .command('publish')
    .description('Checks a bundle (form, references, golden receipts on this engine, a serial above the one in force), says what it changes and which promotions end, signs it and puts it in force; exit code 1 if it is refused.')
    .configureHelp({ showGlobalOptions: true })
    .argument('<file>', 'programme bundle (JSON)')
    .option('--dry-run', 'checks and compares, and changes nothing')
    .option('--json', 'one JSON object')
    .action(async (file: string, _options: object, command: Command) => (await import('./run-publish.ts')).runCentralPublish(file, command.optsWithGlobals<PublishOptions>()));
  central
    .command('export')
    .description('Prints the rules in force, byte for byte as they were signed: published again they have the same hash.')
    .configureHelp({ showGlobalOptions: true })
    .option('--serial <number>', 'the rules that were published with this serial instead', serialNumber)
    .option('--to <folder>', 'writes a shop folder: bundle.json, and customers.json with nobody in it; nothing is replaced', folderPath)
    .option('--list', 'names every bundle that was published instead, the newest first')
    .option('--json', 'one JSON object, with --to or --list')
    .action(async (_options: object, command: Command) => (await import('./run-export.ts')).runCentralExport(command.optsWithGlobals<ExportOptions>()));
  central
    .command('rotate-key')
    .description('Changes the root key that signs bundles, revocations and enrolment codes: the old key signs the new one, and tills that were away follow. With --till the key of one till.')
    .configureHelp({ showGlobalOptions: true })
    .option('--prepare', 'only makes the next key, to be copied to the other homes before it is in force')
    .option('--till <id>', 'tells this till to make another key of its own instead')
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./run-rotate-key.ts')).runCentralRotateKey(command.optsWithGlobals<RotateKeyOptions>()));
}
