/** `npm run schema [-- --json]` writes resources/schema: the JSON Schemas of what goes into the engine and comes out of it, made from the kernel's own. */
import { join } from 'node:path';
import { runProgram } from '../agent/cli/run-program.ts';
import { schemaFiles } from './schema/schema-files.ts';
import { writingCommand } from './write-files.ts';

const folder = join(import.meta.dirname, '..', 'resources', 'schema');

await runProgram(() => writingCommand('schema', 'Writes the JSON Schemas of bundle, basket, customer state, programme state and priced sale into resources/schema.', folder, schemaFiles), process.argv.slice(2));
