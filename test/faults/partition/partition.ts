/**
 * Networks that break at random between tills and two centrals on one database. Every till sells on; some sales spend points, so that tills meet at the same balances. In the end all books are
 * one history: every operation once, every balance that of a serial replay, and no account ever below zero on the way.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFaultProxy, type FaultProxy } from '../../../agent/cli/replay/fault-proxy.ts';
import { whyNoPostgres } from '../../kit/postgres/can-run-postgres.ts';
import { startPostgres } from '../../kit/postgres/start-postgres.ts';
import { CentralChild } from '../kit/central-child.ts';
import { booksOf, overdrawnAccounts, type CentralDatabase } from '../kit/central-database.ts';
import { compareBooks } from '../kit/compare-books.ts';
import { drainTills } from '../kit/drain-tills.ts';
import { makeLoadShop } from '../kit/load-shop.ts';
import { openLoadTill, sumOf, type LoadTill } from '../kit/load-till.ts';
import { inShort, type FaultPart, type PartContext, type PartResult } from '../part.ts';
import { breakAtRandom } from './break-at-random.ts';
import { lateWriter } from './late-writer.ts';

export interface PartitionSize {
  tills: number;
  operations: number;
  /** Times that one writer of the feed commits after another that began later */
  lateWriters: number;
}

/** Few, so that tills meet at the same ones. */
const accounts = 60;

export function partition(size: PartitionSize): FaultPart {
  return {
    name: 'partition',
    about: `${size.tills} tills, two centrals, ${size.operations} operations and networks that break at random; and writers of the feed that commit late while a reader polls`,
    run: async (context) => {
      const result: PartResult = { counts: {}, failures: [], skipped: [] };
      const home = join(context.folder, 'central');
      mkdirSync(home);
      const why = whyNoPostgres();
      if (why !== undefined) {
        result.skipped.push(`two centrals on one database, and the late writer: ${why}; one central on PGlite is tried instead`);
        await partitionTills(size, { home }, 1, context, result);
        return result;
      }
      const server = await startPostgres();
      try {
        await partitionTills(size, { home, postgresUrl: server.url }, 2, context, result);
        await lateWriter(size.lateWriters, server.url, context, result);
      } finally {
        await server.close();
      }
      return { ...result, failures: inShort(result.failures) };
    },
  };
}

async function partitionTills(size: PartitionSize, database: CentralDatabase, centralCount: number, { random, folder, tell }: PartContext, result: PartResult): Promise<void> {
  const shop = makeLoadShop(folder, accounts);
  const centrals: CentralChild[] = [];
  const proxies: FaultProxy[] = [];
  const tills: LoadTill[] = [];
  try {
    for (let number = 1; number <= centralCount; number += 1) centrals.push(await CentralChild.start({ database, shopFolder: shop.folder, logFile: join(folder, `central-${number}.log`) }));
    for (let number = 1; number <= size.tills; number += 1) {
      const central = random.pick(centrals);
      const proxy = await startFaultProxy(central.address);
      proxies.push(proxy);
      const name = `till-${number}`;
      tills.push(await openLoadTill({ name, folder, shop, proxy, enrolmentCode: await central.enrolmentCode(name), random }));
    }
    tell(`${size.tills} tills sell to ${centralCount} centrals`);
    const over = new AbortController();
    const broken = proxies.map((proxy) => breakAtRandom(proxy, random, over.signal));
    await Promise.all(tills.map((till) => sellUpTo(till, Math.ceil(size.operations / size.tills), random)));
    over.abort();
    const breaks = (await Promise.all(broken)).reduce((sum, count) => sum + count, 0);
    tell('the networks are well again; waiting for the queues to drain');
    result.failures.push(...(await drainTills(tills)));
    const shown = tills.flatMap((till) => till.shown());
    for (const till of tills) await till.close();
    for (const central of centrals) await central.stop();
    tell('comparing the books');
    const books = await booksOf(database);
    result.failures.push(...compareBooks(tills, shown, shop, books), ...(await overdrawnAccounts(database)));
    const lostAnswers = proxies.reduce((sum, proxy) => sum + proxy.counts().cuts, 0);
    Object.assign(result.counts, { tills: size.tills, centrals: centralCount, operations: books.operations.length, breaks, lostAnswers, ...sumOf(tills), balancesCompared: shown.length });
  } finally {
    for (const till of tills) await till.close();
    for (const proxy of proxies) await proxy.close();
    for (const central of centrals) await central.kill();
  }
}

async function sellUpTo(till: LoadTill, sales: number, random: PartContext['random']): Promise<void> {
  while (till.answered.length < sales) {
    await till.sell();
    await sleep(random.between(0, 10));
  }
}
