import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
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
import { seedShop } from '../../../sync/central/shop/seed-shop.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { openSnapshotShelf } from '../../../sync/central/snapshot-shelf.ts';
import { compileTestBundle } from '../../central/kit/test-sale.ts';
import { bundleOf, type PolicyName } from './programme.ts';

/** Two processes' worth of the real centre on one database, without sockets and timers: what it does by itself, the caller does. */
export interface ModelCentre {
  readonly db: Database;
  /** The true time, which only the caller moves */
  readonly clock: { nowMs: number };
  /** One for each process */
  readonly servers: readonly FastifyInstance[];
  readonly adminToken: string;
  /** What either logged as an error */
  readonly errors: string[];
  publish(policy: PolicyName, isCalm: boolean): Promise<void>;
  /** The jobs of the calendar, and the holds that are overdue */
  jobs(): Promise<void>;
  close(): Promise<void>;
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
  const contexts = [1, 2].map((process): CentralContext => {
    const rootKeys = createRootKeys(opened.home, rootKey);
    return {
      db, rootKeys, adminToken, library: createBundleLibrary(), sealing: createSealingKeys(rootKeys), phoneKeys: createPhoneKeys(rootKeys), signal: new ChangeSignal(() => readFeedMark(db), log, db.announcements),
      snapshots: openSnapshotShelf(join(home, `snapshots-${process}`)), log, now: () => clock.nowMs,
    };
  });
  const servers = await Promise.all(contexts.map(async (context) => {
    const server = createServer({ log, now: context.now, isClosing: () => false });
    enrolRoutes(server, context);
    await tillRoutes(server, context);
    await adminRoutes(server, context);
    return server;
  }));
  let serial = 1;
  const first = contexts[0];
  if (first === undefined) throw new Error('a centre has a process');
  return {
    db, clock, servers, adminToken, errors,
    publish: async (policy, isCalm) => {
      serial += 1;
      await publishBundle(db, rootKey, JSON.stringify(bundleOf(policy, serial, isCalm)), clock.nowMs);
    },
    jobs: async () => {
      await expireHolds(db, clock.nowMs);
      await runJobs(first, clock.nowMs);
    },
    close: async () => {
      for (const { signal } of contexts) signal.close();
      for (const server of servers) await server.close();
      for (const { snapshots } of contexts) await snapshots.close();
      await opened.close();
    },
  };
}
