import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createBundleLibrary } from './bundle-library.ts';
import type { CentralContext } from './central-context.ts';
import type { CentralLog } from './central-log.ts';
import { CentralStartError } from './central-start-error.ts';
import { ChangeSignal } from './change-signal.ts';
import type { Database } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { openPglite } from './database/pglite.ts';
import { activeFailpoint } from './failpoints.ts';
import { readFeedMark } from './feed.ts';
import { startHoldExpiry } from './hold-expiry.ts';
import { readAdminToken } from './home/admin-token.ts';
import { openCentralHome } from './home/central-home.ts';
import { lockHome } from './home/home-lock.ts';
import { readRootKey, type RootKey } from './home/root-key.ts';
import { createServer } from './http/create-server.ts';
import { readMeta, settleMeta } from './meta.ts';
import { adminRoutes } from './routes/admin-routes.ts';
import { enrolRoutes } from './routes/enrol-routes.ts';
import { tillRoutes } from './routes/till-routes.ts';
import { readShopFolder } from './shop/shop-folder.ts';
import { seedShop } from './shop/seed-shop.ts';
import { openSnapshotShelf } from './snapshot-shelf.ts';

export interface CentralOptions {
  /** Keys, token and the embedded database */
  home: string;
  host: string;
  /** 0 takes a free one */
  port: number;
  /** `bundle.json` and `customers.json`: read at the first start only */
  shopFolder?: string;
  log: CentralLog;
  /** Milliseconds since the epoch; the machine's clock where it is left out */
  now?: () => number;
  /** How often overdue holds are booked back */
  holdExpiryIntervalMs?: number;
}

export interface RunningCentral {
  url: string;
  port: number;
  adminToken: string;
  /** Stops accepting, ends long polls, closes the database. May be called twice. */
  close(): Promise<void>;
}

/** How long requests that are being answered may take once the centre closes. */
const closeGraceMs = 3_000;

/** @throws CentralStartError with one line for people */
export async function startCentral(options: CentralOptions): Promise<RunningCentral> {
  const { log, now = Date.now } = options;
  const home = openCentralHome(options.home);
  const unlock = lockHome(home.lock);
  let db: Database | undefined;
  try {
    const rootKey = readRootKey(home.rootKey);
    const adminToken = readAdminToken(home.adminToken);
    if (!existsSync(home.database)) log.info({ home: home.folder }, 'making the embedded database: some seconds, once');
    db = await openPglite(home.database);
    log.info({ database: db.description, home: home.folder }, `central database: ${db.description}`);
    if (activeFailpoint !== undefined) log.warn({ failpoint: activeFailpoint }, 'this central makes a fault on purpose');
    await migrate(db, now());
    const epoch = await settleMeta(db, 'epoch', randomUUID());
    await seedOnce(db, rootKey, options, now());
    return await serve({ ...options, now }, { db, epoch, rootKey, adminToken }, unlock);
  } catch (error) {
    await db?.close();
    unlock();
    throw error;
  }
}

async function seedOnce(db: Database, rootKey: RootKey, options: CentralOptions, nowMs: number): Promise<void> {
  if (options.shopFolder === undefined || (await readMeta(db, 'seeded')) !== undefined) return;
  const shop = readShopFolder(options.shopFolder);
  await seedShop(db, rootKey, shop, nowMs);
  options.log.info({ accounts: shop.accounts.length, serial: shop.compiled.bundle.serial }, 'the shop folder was read');
}

async function serve(
  options: CentralOptions & { now: () => number },
  parts: Pick<CentralContext, 'db' | 'epoch' | 'rootKey' | 'adminToken'>,
  unlock: () => void,
): Promise<RunningCentral> {
  const { log, now } = options;
  const signal = new ChangeSignal(() => readFeedMark(parts.db), log);
  const snapshots = openSnapshotShelf(join(options.home, 'snapshots'));
  const context: CentralContext = { ...parts, snapshots, library: createBundleLibrary(), signal, log, now };
  const server = createServer({ log, now, isClosing: () => signal.isClosed });
  server.get('/healthz', async () => {
    await parts.db.query('SELECT 1 AS one');
    return { status: 'ok' };
  });
  enrolRoutes(server, context);
  await tillRoutes(server, context);
  await adminRoutes(server, context);
  await listen(server, options);
  const stopExpiry = startHoldExpiry({
    db: parts.db, now, log, intervalMs: options.holdExpiryIntervalMs ?? 15_000, onExpired: () => signal.notify(),
  });
  let closing: Promise<void> | undefined;
  const close = async () => {
    signal.close();
    const cut = setTimeout(() => server.server.closeAllConnections(), closeGraceMs);
    await server.close();
    clearTimeout(cut);
    await stopExpiry();
    await snapshots.close();
    await parts.db.close();
    unlock();
  };
  const { port } = server.server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, port, adminToken: parts.adminToken, close: () => (closing ??= close()) };
}

async function listen(server: FastifyInstance, { host, port }: CentralOptions): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') {
      throw new CentralStartError('port-taken', `Port ${port} on ${host} is taken`, { cause });
    }
    throw cause;
  }
}
