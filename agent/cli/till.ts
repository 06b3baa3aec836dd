/** The `till` command. It loads what a command needs only when that command is called: starting fast is a requirement. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const oldestNode = 24;

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  process.stderr.write(`till: Node ${oldestNode} or newer is needed and this is ${process.version}; the npm scripts (npm start, npm run till) bring their own (node-too-old)\n`);
  process.exitCode = 2;
} else {
  // Compiled code and stripped types are kept between starts, which halves the time until an agent is ready. Where nothing can be written it does nothing.
  enableCompileCache(fileURLToPath(new URL('../../build/compile-cache', import.meta.url)));
  const { useBundledPackages } = await import('./packages/use-bundled-packages.ts');
  useBundledPackages();
  const { runTill } = await import('./run-till.ts');
  await runTill(process.argv.slice(2));
}
