/** `npm run demo-shop [-- --json]` writes resources/demo: the bundle, the customers and the personas of the demo shop, the same bytes each time. */
import { join } from 'node:path';
import { runProgram } from '../agent/cli/run-program.ts';
import { makeDemoShop } from './demo/make-demo-shop.ts';
import { writingCommand } from './write-files.ts';

const folder = join(import.meta.dirname, '..', 'resources', 'demo');

await runProgram(
  () => writingCommand('demo-shop', 'Writes the bundle, the customers and the personas of the demo shop into resources/demo.', folder, () => [...makeDemoShop()]),
  process.argv.slice(2),
);
