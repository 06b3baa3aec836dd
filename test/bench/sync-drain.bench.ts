import { join } from 'node:path';
import { projectRoot } from '../../agent/cli/project.ts';
import { startPostgres } from '../kit/postgres/start-postgres.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atLeast, judgedAt, rounded, type Bench, type BenchOptions, type BenchResult } from './bench-result.ts';
import { median } from './quantile.ts';
import { makeBenchShop } from './sync/bench-shop.ts';
import { startCentralUnderTest } from './sync/central-under-test.ts';
import { drainOnce, inWords, type Drain } from './sync/drain-once.ts';
import { startTills } from './sync/tills-under-test.ts';

const accounts = 20_000;
const tillCount = 8;
/** In the first drain after the centre's start its code is still being compiled. */
const firstShare = 0.2;

/**
 * Operations that tills wrote while the line was down, pushed by the tills' own engines from their real journals into a central process over PostgreSQL with
 * fsync: signed, compressed, over HTTP, with the feed that tells every till what all of them changed. Tills, centre and database share the machine.
 *
 * There are two outages: a short one right after the centre's start, which is told by itself, and the one that is measured, at a centre that is in service.
 */
export const syncDrain: Bench = {
  name: 'sync-drain',
  about: `operations queued at ${tillCount} tills drain into PostgreSQL (100,000 with --full; --against FOLDER: another checkout's central in turns)`,
  run: async (tell, options) => {
    const operations = options.operations ?? (options.full === true ? 100_000 : 20_000);
    const first = Math.ceil((operations * firstShare) / tillCount) * tillCount;
    const rounds = options.full === true || options.against !== undefined ? 3 : 1;
    const folder = makeBenchFolder('sync');
    const server = await startPostgres({ isDurable: true });
    const tills = startTills(folder.path, { accounts, tills: tillCount, outages: [first, operations] });
    try {
      const shop = makeBenchShop(join(folder.path, 'shop'), accounts);
      const roots = [projectRoot, ...(options.against === undefined ? [] : [options.against])];
      const drains = roots.map((): Drained[] => []);
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, root] of roots.entries()) {
          const central = await startCentralUnderTest({ folder: folder.path, serverUrl: server.url, shopFolder: shop.folder, root, ...(options.profile === undefined ? {} : { profileFolder: options.profile }) });
          await tills.prepare(central);
          const name = root === projectRoot ? 'this checkout' : root;
          await tills.sell(0);
          // the first operation of every till opens its journal
          const starting = await drainOnce(tills, central, { operations: first, inBooks: tills.count }, tell);
          tell(`${name}, right after the centre's start: ${inWords(starting)}`);
          await tills.sell(1);
          const drained = await drainOnce(tills, central, { operations, inBooks: tills.count + first }, tell);
          tell(`${name}: ${inWords(drained)}`);
          await central.stop();
          drains[index]?.push({ ...drained, startingPerSecond: starting.perSecond });
        }
      }
      return report(drains, operations, options, tell);
    } finally {
      await tills.close();
      await server.close();
      folder.remove();
    }
  },
};

/** A drain, and how fast the one before it was, right after the centre's start */
type Drained = Drain & { startingPerSecond: number };

function report([own = [], other = []]: readonly Drained[][], operations: number, { against }: BenchOptions, tell: (line: string) => void): BenchResult {
  const of = (drains: readonly Drained[], key: keyof Drained) => median(drains.map((drain) => drain[key]));
  const perSecond = of(own, 'perSecond');
  return {
    name: 'sync-drain',
    measures: {
      operations, perSecond, startingPerSecond: of(own, 'startingPerSecond'), tillsCpuMsPer1000: of(own, 'tillsCpu'), centralCpuMsPer1000: of(own, 'centralCpu'), postgresCpuMsPer1000: of(own, 'postgresCpu'),
      ...(against === undefined ? {} : { timesAsFastAsTheOther: rounded(perSecond / of(other, 'perSecond')), otherCentralCpuMsPer1000: of(other, 'centralCpu'), otherPostgresCpuMsPer1000: of(other, 'postgresCpu') }),
    },
    goals: judgedAt({ size: 100_000, of: 'operations' }, operations, [atLeast('operations a second, from the journals of tills into PostgreSQL, at a centre in service', perSecond, 5_000)], tell),
  };
}
