/** The demo shop's till with its centre, in a process of its own; asked for it, it loads a snapshot as an agent does, in the same process. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBenchCache, loadSnapshot } from '../cache/bench-cache.ts';
import { startDemoChain } from '../../e2e/kit/demo-chain.ts';

export type TillMessage = { type: 'ready'; url: string; token: string } | { type: 'loaded' };
export type TillCommand = { type: 'load'; snapshotPath: string; folder: string } | { type: 'close' };

const [pageFolder] = process.argv.slice(2);
const chain = await startDemoChain(pageFolder === undefined ? {} : { pageFolder });
// Customers first: a card that the till does not know yet makes another sale.
while ((await chain.status()).cache === undefined) await sleep(100);
const tell = (message: TillMessage) => process.send?.(message);

process.on('message', (message) => void obey(message as TillCommand));
tell({ type: 'ready', url: chain.url, token: (await readFile(chain.tokenFile, 'utf8')).trim() });

async function obey(command: TillCommand): Promise<void> {
  if (command.type === 'close') {
    await chain.close();
    process.disconnect();
    return;
  }
  const store = openBenchCache(command.folder);
  await loadSnapshot(store, command.snapshotPath);
  store.close();
  tell({ type: 'loaded' });
}
