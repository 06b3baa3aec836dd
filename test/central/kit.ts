/** Starts a real centre for tests: a database of its own (embedded, or on the run's PostgreSQL server), a temporary home folder, real HTTP, a clock that the test sets. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../agent/domain/bundle/compiled.ts';
import type { CentralReport } from '../../sync/central/report.ts';
import type { ShopAccount } from '../../sync/central/shop/shop-folder.ts';
import { startCentral, type CentralOptions, type RunningCentral } from '../../sync/central/start-central.ts';
import { protocolVersion, type EnrolAnswer, type FeedAnswer } from '../../sync/protocol/messages.ts';
import { dropDatabase } from '../kit/postgres/test-databases.ts';
import { placeMigratedDatabase } from './kit/place-database.ts';
import { databaseOf, rememberDatabase } from './kit/database-of.ts';
import { compileTestBundle } from './kit/test-sale.ts';
import { anna, boris, issued, testBundle, testTime, writeShopFolder } from './kit/test-shop.ts';
import { makeTillKeys, testTill, type Answer, type Call, type TestTill, type TillKeys } from './kit/test-till.ts';

export interface TestCentralOptions {
  /** An earlier test centre's home, to start it again; else a new temporary one */
  home?: string;
  /** Another centre, whose PostgreSQL database and root key this one shares from a home folder of its own */
  beside?: TestCentral;
  /** Instead of the small test shop */
  shopFolder?: string;
  bundle?: Bundle;
  accounts?: readonly ShopAccount[];
  port?: number;
  /** Else one at noon of 2026-11-22 that stands still */
  clock?: { nowMs: number };
  holdExpiryIntervalMs?: number;
  /** How often the jobs of the calendar run */
  jobsIntervalMs?: number;
  notifications?: CentralOptions['notifications'];
}

export interface TestCentral {
  url: string;
  port: number;
  home: string;
  adminToken: string;
  /** The test shop's bundle, as the tills have it */
  compiled: CompiledBundle;
  /** The centre's clock, which the test sets */
  clock: { nowMs: number };
  /** What it logged: level and message */
  logged: { level: string; message: string }[];
  /** GET, or POST with this body, under `/admin/v1/` */
  admin: Call;
  /** PUT, or PATCH or DELETE, of this body under `/admin/v1/` */
  put(path: string, body: object, method?: 'PUT' | 'PATCH' | 'DELETE'): Promise<Answer<object>>;
  enrolmentCode(tillId?: string): Promise<string>;
  enrolTill(tillId?: string, keys?: TillKeys): Promise<TestTill>;
  report(): Promise<CentralReport>;
  /** Available points as the feed tells them; undefined for an unknown account */
  availablePoints(till: TestTill, accountId: string): Promise<number | undefined>;
  /** Stops it and leaves the home folder */
  stop(): Promise<void>;
  /** Stops it and removes the home folder */
  close(): Promise<void>;
}

/** A centre with the small test shop, ready in well under a second after the first one on a machine. */
export async function startTestCentral(options: TestCentralOptions = {}): Promise<TestCentral> {
  const { bundle = testBundle(), accounts = [anna, boris, issued] } = options;
  const home = options.home ?? await makeHome(options.beside?.home);
  const shopFolder = options.shopFolder ?? writeShopFolder(join(home, 'shop'), bundle, accounts);
  const clock = options.clock ?? { nowMs: testTime.instantMs };
  const logged: TestCentral['logged'] = [];
  const logAt = (level: string) => (_fields: object, message: string) => void logged.push({ level, message });
  const running = await startCentral({
    home, ...databaseOf(home), host: '127.0.0.1', port: options.port ?? 0, shopFolder, now: () => clock.nowMs,
    log: { info: logAt('info'), warn: logAt('warn'), error: logAt('error') },
    ...(options.notifications === undefined ? {} : { notifications: options.notifications }),
    ...(options.holdExpiryIntervalMs === undefined ? {} : { holdExpiryIntervalMs: options.holdExpiryIntervalMs }),
    ...(options.jobsIntervalMs === undefined ? {} : { jobsIntervalMs: options.jobsIntervalMs }),
  });
  return { ...callsOf(running, home), clock, logged, compiled: compileTestBundle(bundle) };
}

async function makeHome(beside?: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'till-central-'));
  const { database } = beside === undefined ? {} : databaseOf(beside);
  if (beside !== undefined && database !== undefined) {
    copyFileSync(join(beside, 'root.key'), join(home, 'root.key'));
    rememberDatabase(home, database.url);
    return home;
  }
  await placeMigratedDatabase(join(home, 'pg'));
  return home;
}

function callsOf(running: RunningCentral, home: string): Omit<TestCentral, 'clock' | 'logged' | 'compiled'> {
  const { url, port, adminToken } = running;
  const admin: Call = async <Body extends object>(path: string, body?: unknown): Promise<Answer<Body>> => {
    const response = await fetch(`${url}/admin/v1/${path}`, {
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer<Body>['body'] };
  };
  const put: TestCentral['put'] = async (path, body, method: 'PUT' | 'PATCH' | 'DELETE' = 'PUT') => {
    const init: RequestInit = { method, body: JSON.stringify(body), headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' } };
    const response = await fetch(`${url}/admin/v1/${path}`, init);
    return { status: response.status, body: (await response.json()) as Answer<object>['body'] };
  };
  const enrolmentCode: TestCentral['enrolmentCode'] = async (tillId = 'till-1') =>
    (await admin<{ code: string }>('enrolment-codes', { tillId, tillName: `Касса ${tillId}`, storeId: 'store-1' })).body.code;
  return {
    url,
    port,
    home,
    adminToken,
    admin,
    put,
    enrolmentCode,
    enrolTill: async (tillId, keys = makeTillKeys()) => {
      const response = await fetch(`${url}/till/v1/enrol`, {
        method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ protocol: protocolVersion, code: await enrolmentCode(tillId), publicKey: keys.publicKey }),
      });
      if (response.status !== 200) throw new Error(`enrolment failed: ${await response.text()}`);
      return testTill(url, (await response.json()) as EnrolAnswer, keys);
    },
    report: async () => (await admin<CentralReport>('report')).body,
    availablePoints: async (till, accountId) => {
      const { body: { epoch } } = await till.get<{ epoch: string }>('/till/v1/ping');
      const { body } = await till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=5000`);
      return body.accounts.find((account) => account.accountId === accountId)?.availablePoints;
    },
    stop: () => running.close(),
    close: async () => {
      await running.close();
      const { database } = databaseOf(home);
      if (database !== undefined) await dropDatabase(database.url);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
