import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createBundleLibrary } from './bundle-library.ts';
import type { CentralContext } from './central-context.ts';
import type { CentralLog } from './central-log.ts';
import { CentralStartError } from './central-start-error.ts';
import { ChangeSignal } from './change-signal.ts';
import type { Database } from './database/database.ts';
import { activeFailpoint } from './failpoints.ts';
import { readFeedMark } from './feed-head.ts';
import { expireHolds } from './hold-expiry.ts';
import { readAdminToken } from './home/admin-token.ts';
import { agreeOnRootKey } from './home/agree-on-root-key.ts';
import type { RootKey } from './home/root-key.ts';
import { createRootKeys } from './home/root-keys.ts';
import { createServer } from './http/create-server.ts';
import { readMeta, settleMeta } from './meta.ts';
import { runJobs } from './jobs/run-jobs.ts';
import { createPhoneKeys, ensurePhoneKey } from './profiles/phone-keys.ts';
import { createSealingKeys, ensureSealingKey } from './profiles/sealing-keys.ts';
import type { QuietHours } from './notifications/quiet-hours.ts';
import { sendDue } from './notifications/send-due.ts';
import type { NotificationSender } from './notifications/sender.ts';
import { repeatEvery } from './repeat-every.ts';
import { openCentralDatabase } from './open-central-database.ts';
import { mountRoutes } from './routes/mount-routes.ts';
import { readShopFolder } from './shop/shop-folder.ts';
import { seedShop } from './shop/seed-shop.ts';
import { openSnapshotShelf } from './snapshot-shelf.ts';

export interface CentralOptions {
  /** Keys, token and, where no other is named, the embedded database */
  home: string;
  /** A PostgreSQL server, which any number of centres may share */
  database?: { url: string; poolSize?: number };
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
  /** How often the jobs of the calendar run */
  jobsIntervalMs?: number;
  notifications?: NotificationOptions;
}

/** How customers are told. Without a sender this process writes messages and leaves the sending to another one. */
export interface NotificationOptions {
  sender?: NotificationSender;
  quietHours?: QuietHours;
  /** How often what is due is looked for */
  intervalMs?: number;
  /** How long messages are kept that were sent */
  retentionDays?: number;
}

export interface RunningCentral {
  url: string;
  port: number;
  adminToken: string;
  /** What the database is, and how durable */
  database: string;
  /** Stops accepting, ends long polls, closes the database. May be called twice. */
  close(): Promise<void>;
}

/** How long requests that are being answered may take once the centre closes. */
const closeGraceMs = 3_000;

/** @throws CentralStartError with one line for people */
export async function startCentral(options: CentralOptions): Promise<RunningCentral> {
  const { log, now = Date.now } = options;
  const { home, db, close } = await openCentralDatabase({ ...options, nowMs: now() });
  try {
    if (activeFailpoint !== undefined) log.warn({ failpoint: activeFailpoint }, 'this central makes a fault on purpose');
    await settleMeta(db, 'epoch', randomUUID());
    const rootKey = await agreeOnRootKey(db, home);
    await ensureSealingKey(db, rootKey, now());
    await ensurePhoneKey(db, rootKey, now());
    const adminToken = readAdminToken(home.adminToken);
    await seedOnce(db, rootKey, options, now());
    return await serve({ ...options, now }, { db, rootKeys: createRootKeys(home, rootKey), adminToken }, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function seedOnce(db: Database, rootKey: RootKey, options: CentralOptions, nowMs: number): Promise<void> {
  if (options.shopFolder === undefined || (await readMeta(db, 'seeded')) !== undefined) return;
  const shop = readShopFolder(options.shopFolder);
  if (await seedShop(db, rootKey, shop, nowMs)) options.log.info({ accounts: shop.accounts.length, serial: shop.compiled.bundle.serial }, 'the shop folder was read');
}

async function serve(
  options: CentralOptions & { now: () => number },
  parts: Pick<CentralContext, 'db' | 'rootKeys' | 'adminToken'>,
  closeDatabase: () => Promise<void>,
): Promise<RunningCentral> {
  const { log, now } = options;
  const signal = new ChangeSignal(() => readFeedMark(parts.db), log, parts.db.announcements);
  const snapshots = openSnapshotShelf(join(options.home, 'snapshots'));
  const context: CentralContext = { ...parts, snapshots, library: createBundleLibrary(), sealing: createSealingKeys(parts.rootKeys), phoneKeys: createPhoneKeys(parts.rootKeys), signal, log, now };
  const server = createServer({ log, now, isClosing: () => signal.isClosed });
  await mountRoutes(server, context);
  await listen(server, options);
  const stopWork = startWork(options, context);
  let closing: Promise<void> | undefined;
  const close = async () => {
    signal.close();
    const cut = setTimeout(() => server.server.closeAllConnections(), closeGraceMs);
    await server.close();
    clearTimeout(cut);
    await stopWork();
    await snapshots.close();
    await closeDatabase();
  };
  const { port } = server.server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, port, adminToken: parts.adminToken, database: parts.db.description, close: () => (closing ??= close()) };
}

/** What the centre does by itself. Every process may do it: the database says who does. */
function startWork({ log, now, holdExpiryIntervalMs = 15_000, jobsIntervalMs = 60_000, notifications = {} }: CentralOptions & { now: () => number }, context: CentralContext): () => Promise<void> {
  const { db, signal } = context;
  const stops = [
    repeatEvery({
      intervalMs: holdExpiryIntervalMs,
      work: async () => {
        if ((await expireHolds(db, now())) > 0) signal.notify();
      },
      onFault: (err) => log.error({ err }, 'overdue holds could not be booked back; the next round tries again'),
    }),
    repeatEvery({
      intervalMs: jobsIntervalMs,
      work: async () => {
        const done = await runJobs(context, now(), notifications.retentionDays);
        const { granted, toppedUp, renewed, recalled, voided } = done.leases;
        if (done.settled.accounts + done.birthdays + done.merges.merged + granted + toppedUp + renewed + recalled + voided === 0) return;
        log.info(done, 'points became available, expired, were given for birthdays, or set aside for tills, or accounts were merged');
        signal.notify();
      },
      onFault: (err) => log.error({ err }, 'the jobs of the calendar failed; the next round tries again'),
    }),
  ];
  const stopping = new AbortController();
  if (notifications.sender !== undefined) stops.push(startSending(notifications.sender, notifications, context, stopping.signal));
  return async () => {
    stopping.abort();
    for (const stop of stops) await stop();
  };
}

function startSending(sender: NotificationSender, { quietHours, intervalMs = 2_000 }: NotificationOptions, context: CentralContext, signal: AbortSignal): () => Promise<void> {
  const { log, now } = context;
  log.info({ sender: sender.description }, 'messages to customers are sent');
  return repeatEvery({
    intervalMs,
    work: async () => {
      const done = await sendDue(context, { sender, signal, random: Math.random, now, ...(quietHours === undefined ? {} : { quietHours }) });
      if (done.putOff > 0) log.warn(done, 'messages could not be sent and are tried again');
    },
    onFault: (err) => log.error({ err }, 'messages could not be sent; the next round tries again'),
  });
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
