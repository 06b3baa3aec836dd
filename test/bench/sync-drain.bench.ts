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

/**
 * Operations that tills wrote while the centre was away, pushed by the tills' own engines from their real journals into a central process over PostgreSQL with
 * fsync: signed, compressed, over HTTP, with the feed that tells every till what all of them changed. Tills, centre and database share the machine.
 */
export const syncDrain: Bench = {
  name: 'sync-drain',
  about: `operations queued at ${tillCount} tills drain into PostgreSQL (100,000 with --full; --against FOLDER: another checkout's central in turns)`,
  run: async (tell, options) => {
    const operations = options.operations ?? (options.full === true ? 100_000 : 20_000);
    const rounds = options.full === true || options.against !== undefined ? 3 : 1;
    const folder = makeBenchFolder('sync');
    const server = await startPostgres({ isDurable: true });
    const tills = startTills(folder.path, { accounts, tills: tillCount, operations });
    try {
      const shop = makeBenchShop(join(folder.path, 'shop'), accounts);
      const roots = [projectRoot, ...(options.against === undefined ? [] : [options.against])];
      const drains = roots.map((): Drain[] => []);
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, root] of roots.entries()) {
          const central = await startCentralUnderTest({ folder: folder.path, serverUrl: server.url, shopFolder: shop.folder, root, ...(options.profile === undefined ? {} : { profileFolder: options.profile }) });
          await tills.prepare(central);
          const drained = await drainOnce(tills, central, operations, tell);
          tell(`${root === projectRoot ? 'this checkout' : root}: ${inWords(drained)}`);
          await central.stop();
          drains[index]?.push(drained);
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

function report([own = [], other = []]: readonly Drain[][], operations: number, { against }: BenchOptions, tell: (line: string) => void): BenchResult {
  const of = (drains: readonly Drain[], key: keyof Drain) => median(drains.map((drain) => drain[key]));
  const perSecond = of(own, 'perSecond');
  return {
    name: 'sync-drain',
    measures: {
      operations, perSecond, tillsCpuMsPer1000: of(own, 'tillsCpu'), centralCpuMsPer1000: of(own, 'centralCpu'), postgresCpuMsPer1000: of(own, 'postgresCpu'),
      ...(against === undefined ? {} : { timesAsFastAsTheOther: rounded(perSecond / of(other, 'perSecond')), otherCentralCpuMsPer1000: of(other, 'centralCpu'), otherPostgresCpuMsPer1000: of(other, 'postgresCpu') }),
    },
    goals: judgedAt({ size: 100_000, of: 'operations' }, operations, [atLeast('operations a second, from the journals of tills into PostgreSQL', perSecond, 5_000)], tell),
  };
}
