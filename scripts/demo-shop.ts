/** `npm run demo-shop [-- --json]` writes resources/demo: the bundle and the customers of the demo shop, the same bytes each time. */
import { join } from 'node:path';
import { runProgram } from '../agent/cli/run-program.ts';
import { makeDemoShop } from './demo/make-demo-shop.ts';
import { writingCommand } from './write-files.ts';

const folder = join(import.meta.dirname, '..', 'resources', 'demo');

await runProgram(
  () => writingCommand('demo-shop', 'Writes the bundle and the customers of the demo shop into resources/demo.', folder, () => {
    const { bundle, customers } = makeDemoShop();
    return [['bundle.json', bundle], ['customers.json', customers]];
  }),
  process.argv.slice(2),
);
