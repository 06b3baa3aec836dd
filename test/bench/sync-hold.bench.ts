import { join } from 'node:path';
import { startPostgres } from '../kit/postgres/start-postgres.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atMost, judgedAt, rounded, type Bench } from './bench-result.ts';
import { quantile } from './quantile.ts';
import { askForHolds } from './sync/ask-for-holds.ts';
import { makeBenchShop } from './sync/bench-shop.ts';
import { startCentralUnderTest } from './sync/central-under-test.ts';
import { drainOnce, inWords } from './sync/drain-once.ts';
import { startTills } from './sync/tills-under-test.ts';

const accounts = 20_000;
/** What a cashier waits for before the sale goes on without points (DESIGN §5) */
const budgetMs = 300;

export const syncHold: Bench = {
  name: 'sync-hold',
  about: 'how long a cashier waits for a hold while eight tills drain their queues and another takes snapshots, all on this machine',
  run: async (tell, options) => {
    const operations = options.operations ?? (options.full === true ? 100_000 : 10_000);
    const folder = makeBenchFolder('hold');
    const server = await startPostgres({ isDurable: true });
    const tills = startTills(folder.path, { accounts, tills: 8, outages: [operations] });
    try {
      const shop = makeBenchShop(join(folder.path, 'shop'), accounts);
      const central = await startCentralUnderTest({ folder: folder.path, serverUrl: server.url, shopFolder: shop.folder });
      const drained = new AbortController();
      await tills.prepare(central);
      await tills.sell(0);
      const asking = askForHolds(central, { accounts, withSnapshots: true, signal: drained.signal });
      const drain = await drainOnce(tills, central, { operations, inBooks: tills.count }, tell).finally(() => drained.abort());
      const { tookMs, snapshots } = await asking;
      await central.stop();
      tell(inWords(drain));
      return {
        name: 'sync-hold',
        measures: { holds: tookMs.length, snapshots, holdMedianMs: rounded(quantile(tookMs, 0.5)), holdP99Ms: rounded(quantile(tookMs, 0.99)), drainPerSecond: drain.perSecond },
        goals: judgedAt({ size: 100_000, of: 'operations' }, operations, [atMost('a hold while queues drain and a snapshot is taken, p99 in ms', quantile(tookMs, 0.99), budgetMs)], tell),
      };
    } finally {
      await tills.close();
      await server.close();
      folder.remove();
    }
  },
};
