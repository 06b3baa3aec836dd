import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { createBundleLibrary } from '../../../sync/central/bundle-library.ts';
import { publishBundle } from '../../../sync/central/bundles.ts';
import type { CentralContext } from '../../../sync/central/central-context.ts';
import { ChangeSignal } from '../../../sync/central/change-signal.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { readFeedMark } from '../../../sync/central/feed-head.ts';
import { expireHolds } from '../../../sync/central/hold-expiry.ts';
import { readAdminToken } from '../../../sync/central/home/admin-token.ts';
import { agreeOnRootKey } from '../../../sync/central/home/agree-on-root-key.ts';
import { createRootKeys } from '../../../sync/central/home/root-keys.ts';
import { createServer } from '../../../sync/central/http/create-server.ts';
import { runJobs } from '../../../sync/central/jobs/run-jobs.ts';
import { settleMeta } from '../../../sync/central/meta.ts';
import { openCentralDatabase } from '../../../sync/central/open-central-database.ts';
import { createPhoneKeys } from '../../../sync/central/profiles/phone-keys.ts';
import { createSealingKeys } from '../../../sync/central/profiles/sealing-keys.ts';
import { adminRoutes } from '../../../sync/central/routes/admin-routes.ts';
import { enrolRoutes } from '../../../sync/central/routes/enrol-routes.ts';
import { tillRoutes } from '../../../sync/central/routes/till-routes.ts';
import { beginNewEpoch } from '../../../sync/central/new-epoch.ts';
import { seedShop } from '../../../sync/central/shop/seed-shop.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { openSnapshotShelf } from '../../../sync/central/snapshot-shelf.ts';
import { compileTestBundle } from '../../central/kit/test-sale.ts';
import { bundleOf, type PolicyName } from './programme.ts';
import { backUpTables, restoreTables } from './table-backup.ts';

/** Two processes' worth of the real centre on one database, without sockets and timers: what it does by itself, the caller does. */
export interface ModelCentre {
  readonly db: Database;
  /** The true time, which only the caller moves */
  readonly clock: { nowMs: number };
  /** One for each process; others after a restore */
  readonly servers: readonly FastifyInstance[];
  readonly adminToken: string;
  /** What either logged as an error */
  readonly errors: string[];
  publish(policy: PolicyName, isCalm: boolean): Promise<void>;
  /** The jobs of the calendar, and the holds that are overdue */
  jobs(): Promise<void>;
  backUp(): Promise<void>;
  /** As docs/central.md has it: the processes stop, the backup comes back, a new epoch begins, and programmes that were published since are published again. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** One process of the centre, without its socket. */
interface ModelProcess {
  context: CentralContext;
  server: FastifyInstance;
  stop: () => Promise<void>;
}

export interface CentreOptions {
  home: string;
  database?: { url: string; poolSize?: number };
  accounts: readonly ShopAccount[];
  nowMs: number;
}

export async function openModelCentre({ home, database, accounts, nowMs }: CentreOptions): Promise<ModelCentre> {
  const errors: string[] = [];
  const quiet = (): void => undefined;
  const log = { info: quiet, warn: quiet, error: (fields: object, message: string) => void errors.push(`${message} ${JSON.stringify(fields, (_key, value: unknown) => (value instanceof Error ? value.stack : value))}`) };
  const opened = await openCentralDatabase({ home, ...(database === undefined ? {} : { database }), log, nowMs });
  const { db } = opened;
  await settleMeta(db, 'epoch', randomUUID());
  const rootKey = await agreeOnRootKey(db, opened.home);
  const adminToken = readAdminToken(opened.home.adminToken);
  const clock = { nowMs };
  const bundle = bundleOf('allowance', 1, false);
  await seedShop(db, rootKey, { bundleText: JSON.stringify(bundle), compiled: compileTestBundle(bundle), accounts: [...accounts] }, nowMs);
  const startProcess = async (process: number): Promise<ModelProcess> => {
    const rootKeys = createRootKeys(opened.home, rootKey);
    const signal = new ChangeSignal(() => readFeedMark(db), log, db.announcements);
    const snapshots = openSnapshotShelf(join(home, `snapshots-${process}`));
    const context: CentralContext = {
      db, rootKeys, adminToken, library: createBundleLibrary(), sealing: createSealingKeys(rootKeys), phoneKeys: createPhoneKeys(rootKeys), signal, snapshots, log, now: () => clock.nowMs,
    };
    const server = createServer({ log, now: context.now, isClosing: () => false });
    enrolRoutes(server, context);
    await tillRoutes(server, context);
    await adminRoutes(server, context);
    return {
      context, server,
      stop: async () => {
        signal.close();
        await server.close();
        await snapshots.close();
      },
    };
  };
  const startAll = async (): Promise<ModelProcess[]> => await Promise.all([1, 2].map(startProcess));
  const stopAll = async (): Promise<void> => {
    for (const { stop } of processes) await stop();
  };
  let processes = await startAll();
  const published: Bundle[] = [bundle];
  const publishAgain = async (): Promise<void> => {
    const [{ latest } = { latest: 0 }] = await db.query<{ latest: number }>('SELECT max(serial) AS latest FROM bundle');
    for (const lost of published.filter(({ serial }) => serial > latest)) await publishBundle(db, rootKey, JSON.stringify(lost), clock.nowMs);
  };
  return {
    db, clock, adminToken, errors,
    get servers() {
      return processes.map(({ server }) => server);
    },
    publish: async (policy, isCalm) => {
      published.push(bundleOf(policy, published.length + 1, isCalm));
      await publishAgain();
    },
    jobs: async () => {
      const [{ context } = {}] = processes;
      if (context === undefined) throw new Error('a centre has a process');
      await expireHolds(db, clock.nowMs);
      await runJobs(context, clock.nowMs);
    },
    backUp: async () => await backUpTables(db),
    restore: async () => {
      await stopAll();
      await restoreTables(db);
      await beginNewEpoch(db);
      await publishAgain();
      processes = await startAll();
    },
    close: async () => {
      await stopAll();
      await opened.close();
    },
  };
}
