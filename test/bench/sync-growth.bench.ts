import { join } from 'node:path';
import { openPostgres } from '../../sync/central/database/postgres.ts';
import { readRootKey } from '../../sync/central/home/root-key.ts';
import { migrate } from '../../sync/central/database/migrate.ts';
import { settleMeta } from '../../sync/central/meta.ts';
import { createSealingKeys } from '../../sync/central/profiles/sealing-keys.ts';
import { seedShop } from '../../sync/central/shop/seed-shop.ts';
import { quietLog } from '../central/kit/database-of.ts';
import { compileTestBundle } from '../central/kit/test-sale.ts';
import { testBundle } from '../central/kit/test-shop.ts';
import { startPostgres } from '../kit/postgres/start-postgres.ts';
import { createDatabase } from '../kit/postgres/test-databases.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atMost, judgedAt, type Bench } from './bench-result.ts';
import { fillLedger, rowsPerAccount } from './central/fill-ledger.ts';
import { linesOfTable } from './lines-of-table.ts';
import { measureBooks, type BooksCost } from './central/measure-books.ts';

const sizes = [10_000, 100_000, 1_000_000, 10_000_000];
const shortRows = 100_000;

/** What a push, a hold, a page of the feed, the jobs and the report cost as the ledger grows; the rows before are made by SQL. */
export const syncGrowth: Bench = {
  name: 'sync-growth',
  about: 'what the centre’s work costs on PostgreSQL as its ledger grows: 10⁴ and 10⁵ rows, with --full to 10⁷',
  run: async (tell, options) => {
    const folder = makeBenchFolder('growth');
    const server = await startPostgres({ isDurable: true, options: { max_wal_size: '4GB' } });
    const db = await openPostgres({ url: await createDatabase(server.url), poolSize: 4, log: quietLog });
    try {
      await migrate(db, Date.now());
      await settleMeta(db, 'epoch', 'bench');
      const bundle = testBundle();
      const compiled = compileTestBundle(bundle);
      const rootKey = readRootKey(join(folder.path, 'root.key'));
      const sealing = createSealingKeys({ inForce: async () => await Promise.resolve(rootKey) });
      await seedShop(db, rootKey, { bundleText: JSON.stringify(bundle), compiled, accounts: [] }, Date.now());
      const costs = new Map<number, BooksCost>();
      let filled = 0;
      const rows = options.rows ?? (options.full === true ? Infinity : shortRows);
      for (const size of sizes.filter((size) => size <= rows)) {
        const beganMs = performance.now();
        await db.upkeep((tx) => fillLedger(tx, filled, size));
        await db.upkeep(async (tx) => void (await tx.query('ANALYZE')));
        filled = size;
        const madeInSeconds = Math.round((performance.now() - beganMs) / 1_000);
        const cost = await measureBooks(db, { compiled, sealing }, size / rowsPerAccount);
        costs.set(size, cost);
        tell(`${size} rows, made in ${madeInSeconds} s: done`);
      }
      for (const line of linesOfTable([...costs].map(([size, cost]) => ({ rows: size, ...Object.fromEntries(Object.entries(cost).map(([name, ms]) => [`${name}Ms`, ms])) })))) tell(line);
      const small = costs.get(10_000);
      const large = costs.get(filled);
      if (small === undefined || large === undefined) throw new Error('nothing was measured');
      return {
        name: 'sync-growth',
        measures: { rows: filled, ...Object.fromEntries(Object.entries(large).map(([name, ms]) => [`${name}Ms`, ms])) },
        goals: judgedAt({ size: 10_000_000, of: 'rows' }, filled, [
          atMost(`a push on ${filled} rows, to one on 10000`, large.push / small.push, 3),
          atMost(`a hold on ${filled} rows, to one on 10000`, large.hold / small.hold, 3),
        ], tell),
      };
    } finally {
      await db.close();
      await server.close();
      folder.remove();
    }
  },
};
