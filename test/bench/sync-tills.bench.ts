import { join } from 'node:path';
import { startPostgres } from '../kit/postgres/start-postgres.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atMost, judgedAt, rounded, type Bench } from './bench-result.ts';
import { runPollingTills } from './central/polling-tills.ts';
import { linesOfTable } from './lines-of-table.ts';
import { quantile } from './quantile.ts';
import { askForHolds } from './sync/ask-for-holds.ts';
import { makeBenchShop } from './sync/bench-shop.ts';
import { startCentralUnderTest } from './sync/central-under-test.ts';

const accounts = 20_000;
/** Of all tills together: a sale each half a minute at a thousand */
const perSecond = 33;
/** What a cashier waits for before the sale goes on without points (DESIGN §5); a push need take no longer */
const budgetMs = 300;

/** Tills that hold a long poll each, and push a sale now and then, at a real central process over PostgreSQL with fsync; and a cashier who asks for one hold after the other. */
export const syncTills: Bench = {
  name: 'sync-tills',
  about: 'tills that wait for news and push sales, and a cashier who asks for holds, at one central over PostgreSQL: 200 for 10 s, with --full 100, 300 and 1,000 for 30 s',
  run: async (tell, options) => {
    const isFull = options.full === true;
    const folder = makeBenchFolder('tills');
    const server = await startPostgres({ isDurable: true });
    try {
      const shop = makeBenchShop(join(folder.path, 'shop'), accounts);
      const central = await startCentralUnderTest({ folder: folder.path, serverUrl: server.url, shopFolder: shop.folder, ...(options.profile === undefined ? {} : { profileFolder: options.profile }) });
      const forMs = isFull ? 30_000 : 10_000;
      const rows: Record<string, number>[] = [];
      for (const tills of options.tills !== undefined ? [options.tills] : isFull ? [100, 300, 1_000] : [200]) {
        let before = central.cpuMs();
        const finished = new AbortController();
        let asking: ReturnType<typeof askForHolds> | undefined;
        const onWarm = () => {
          before = central.cpuMs();
          asking = askForHolds(central, { accounts, withSnapshots: false, signal: finished.signal });
        };
        const { pushed, polls, pushMs } = await runPollingTills(central, shop, { tills, perSecond, forMs, onWarm }).finally(() => finished.abort());
        const after = central.cpuMs();
        const { tookMs: holdMs } = (await asking) ?? { tookMs: [] };
        const each = (ms: number) => rounded(ms / (pushed / 1_000));
        rows.push({
          tills, pushed, polls, pushMedianMs: rounded(quantile(pushMs, 0.5)), pushP99Ms: rounded(quantile(pushMs, 0.99)),
          holds: holdMs.length, holdMedianMs: rounded(quantile(holdMs, 0.5)), holdP99Ms: rounded(quantile(holdMs, 0.99)),
          centralCpuMsPer1000: each(after.central - before.central), postgresCpuMsPer1000: each(after.postgres - before.postgres),
          centralCpuMsPer1000Polls: rounded((after.central - before.central) / (polls / 1_000)),
        });
        tell(`${tills} tills for ${forMs / 1_000} s: done`);
      }
      await central.stop();
      for (const line of linesOfTable(rows)) tell(line);
      const last = rows.at(-1) ?? {};
      const { tills = 0, pushP99Ms = Number.NaN, holdP99Ms = Number.NaN } = last;
      return { name: 'sync-tills', measures: last, goals: judgedAt({ size: 1_000, of: 'tills' }, tills, [
        atMost(`a push among ${tills} waiting tills, p99 in ms`, pushP99Ms, budgetMs),
        atMost(`a hold among ${tills} waiting tills, p99 in ms`, holdP99Ms, budgetMs),
      ], tell) };
    } finally {
      await server.close();
      folder.remove();
    }
  },
};
