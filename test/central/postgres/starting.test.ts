import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openPostgres } from '../../../sync/central/database/postgres.ts';
import { inspectServer } from '../../../sync/central/database/postgres-start.ts';
import { startCentral } from '../../../sync/central/start-central.ts';
import { createDatabase, dropDatabase, runOnServer } from '../../kit/postgres/test-databases.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { placeBlankDatabase } from '../kit/place-database.ts';
import { databaseOf, quietLog, rememberDatabase } from '../kit/database-of.ts';

const server = inject('postgresUrl')!;

describe('opening PostgreSQL', () => {
  const changed = (change: (url: URL) => void) => {
    const url = new URL(server);
    change(url);
    return url.href;
  };

  it('says what it is and how durable, and where, without the password', async () => {
    const warned: string[] = [];
    const db = await openPostgres({ url: server, log: { ...quietLog, warn: (_, message) => void warned.push(message) } });
    const { host, password } = new URL(server);
    expect(db.description).toMatch(/^PostgreSQL 1\d\.\d+, fsync off, synchronous_commit on at /);
    expect(db.description).toContain(`${host}/postgres`);
    expect(db.description).not.toContain(password);
    expect(warned).toEqual([expect.stringContaining('fsync is off')]);
    await db.close();
  });

  it.each([
    ['something else than a URL', 'host=db user=x password=geheim', 'database-url-wrong'],
    ['the URL of another kind of database', 'mysql://till:geheim@127.0.0.1/till', 'database-url-wrong'],
    ['a server that is not there', 'postgres://till:geheim@127.0.0.1:1/till', 'database-unreachable'],
    ['a host that nobody knows', 'postgres://till:geheim@nowhere.invalid/till', 'database-unreachable'],
    ['a wrong password', changed((url) => (url.password = 'geheim')), 'database-refused'],
    ['an unknown user', changed((url) => (url.username = 'geheim')), 'database-refused'],
    ['an unknown database', changed((url) => (url.pathname = '/nobody-made-it')), 'database-refused'],
  ])('refuses %s in one line, without the password', async (_, url, code) => {
    const refusal = await openPostgres({ url, log: quietLog }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'CentralStartError', code });
    const { message } = refusal as Error;
    expect(message).not.toContain('\n');
    expect(message.replace(/user "geheim"/, '')).not.toMatch(/geheim|password=/);
  });

  it('refuses a database that cannot hold every text', async () => {
    await runOnServer(server, "CREATE DATABASE ascii_only TEMPLATE template0 ENCODING 'SQL_ASCII'");
    const url = changed((each) => (each.pathname = '/ascii_only'));
    await expect(openPostgres({ url, log: quietLog })).rejects.toMatchObject({ code: 'database-unsuitable', message: expect.stringContaining('SQL_ASCII') as string });
    await dropDatabase(url);
  });

  const good = { version: '16.4 (Debian)', version_num: 160_004, encoding: 'UTF8', fsync: 'on', commit: 'on', standby: false };
  const looked = async (row: Partial<typeof good>) => await inspectServer({ query: async <Row>() => await Promise.resolve([{ ...good, ...row } as Row]) });

  it('takes PostgreSQL 16 and refuses what is older, and a standby', async () => {
    expect(await looked({})).toEqual({ description: 'PostgreSQL 16.4, fsync on, synchronous_commit on', warnings: [] });
    await expect(looked({ version: '15.9', version_num: 150_009 })).rejects.toMatchObject({ code: 'database-unsuitable', message: expect.stringContaining('15.9') as string });
    await expect(looked({ standby: true })).rejects.toMatchObject({ code: 'database-unsuitable', message: expect.stringContaining('standby') as string });
  });

  it('warns where a crash of the server could lose what was acknowledged', async () => {
    expect((await looked({ commit: 'off' })).warnings).toEqual([expect.stringContaining('synchronous_commit is off')]);
  });
});

describe('starting centres on PostgreSQL', () => {
  const homes: string[] = [];
  const centrals: TestCentral[] = [];
  let home: string;
  beforeEach(async () => {
    home = newHome();
    await placeBlankDatabase(join(home, 'pg'));
  });
  afterEach(async () => {
    for (const central of centrals.splice(0)) await central.stop();
    for (const { database } of homes.map(databaseOf)) if (database !== undefined) await dropDatabase(database.url);
    for (const each of homes.splice(0)) rmSync(each, { recursive: true, force: true });
  });
  function newHome() {
    const folder = mkdtempSync(join(tmpdir(), 'till-central-start-'));
    homes.push(folder);
    return folder;
  }
  /** A home of its own on the same database */
  function newHomeBeside() {
    const folder = newHome();
    rememberDatabase(folder, databaseOf(home).database!.url);
    return folder;
  }
  const start = async (at: string) => {
    const central = await startTestCentral({ home: at });
    centrals.push(central);
    return central;
  };

  it('makes the schema, the seed and the keys once, though several start at the same moment in one home', async () => {
    const started = await Promise.all([start(home), start(home), start(home)]);
    for (const central of started) {
      expect(await central.report()).toMatchObject({ accounts: 3 });
      expect(central.adminToken).toBe(readFileSync(join(home, 'admin.token'), 'utf8').trim());
      expect((await central.enrolTill(`till-${central.port}`)).keyId).toBe((await started[0].enrolTill()).keyId);
    }
  });

  it('refuses another root key, and a home without one, where tills trust one already', async () => {
    const first = await start(home);
    const { keyId } = await first.enrolTill();
    const second = newHomeBeside();
    const startSecond = async () => await startCentral({ home: second, ...databaseOf(second), host: '127.0.0.1', port: 0, log: quietLog });
    await expect(startSecond()).rejects.toMatchObject({ code: 'root-key-differs', message: expect.stringContaining(keyId) as string });
    expect(existsSync(join(second, 'root.key'))).toBe(false);
    const stranger = newHome();
    await placeBlankDatabase(join(stranger, 'pg'));
    await (await startCentral({ home: stranger, ...databaseOf(stranger), host: '127.0.0.1', port: 0, log: quietLog })).close();
    writeFileSync(join(second, 'root.key'), readFileSync(join(stranger, 'root.key')));
    await expect(startSecond()).rejects.toMatchObject({ code: 'root-key-differs' });
    writeFileSync(join(second, 'root.key'), readFileSync(join(home, 'root.key')));
    await (await startSecond()).close();
  });

  it('lets one of two new homes be the first, and tells the other', async () => {
    const tries = await Promise.allSettled([start(home), start(newHomeBeside())]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'root-key-differs' } });
  });

  it('keeps nothing open where it does not start', async () => {
    const url = await createDatabase(server);
    const folder = newHome();
    rememberDatabase(folder, url);
    writeFileSync(join(folder, 'root.key'), 'rubbish');
    await expect(startCentral({ home: folder, database: { url }, host: '127.0.0.1', port: 0, log: quietLog })).rejects.toMatchObject({ code: 'home-unusable' });
    const open = await runOnServer(server, `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = '${new URL(url).pathname.slice(1)}'`);
    expect(open).toEqual([{ count: 0 }]);
  });
});
