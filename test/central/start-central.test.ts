import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { startCentral } from '../../sync/central/start-central.ts';
import { startTestCentral, type TestCentral } from './kit.ts';
import { placeBlankDatabase } from './kit/place-database.ts';
import { databaseOf, quietLog as log } from './kit/database-of.ts';
import { testJournal } from './kit/test-journal.ts';
import { testSale } from './kit/test-sale.ts';
import { anna, testBundle, writeShopFolder } from './kit/test-shop.ts';
import { makeTillKeys, type Answer } from './kit/test-till.ts';

const quiet = () => undefined;

describe('starting a centre', () => {
  const centrals: TestCentral[] = [];
  const homes: string[] = [];
  afterEach(async () => {
    for (const central of centrals.splice(0)) await central.close();
    for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
  });
  async function start(options?: Parameters<typeof startTestCentral>[0]) {
    const central = await startTestCentral(options);
    centrals.push(central);
    return central;
  }
  async function blankHome() {
    const home = mkdtempSync(join(tmpdir(), 'till-central-start-'));
    homes.push(home);
    await placeBlankDatabase(join(home, 'pg'));
    return home;
  }

  it('keeps its secrets to itself, its home folder too, and says what its database does not promise', async () => {
    const central = await start();
    const mode = (name: string) => statSync(join(central.home, name)).mode & 0o777;
    expect({ home: mode('.'), rootKey: mode('root.key'), adminToken: mode('admin.token') }).toEqual({ home: 0o700, rootKey: 0o600, adminToken: 0o600 });
    expect(readFileSync(join(central.home, 'root.key'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(readFileSync(join(central.home, 'admin.token'), 'utf8').trim()).toBe(central.adminToken);
    expect(central.logged.map(({ message }) => message)).toContainEqual(expect.stringContaining('fsync off'));
  });

  it.skipIf(inject('postgresUrl') !== undefined)('keeps the home folder to itself, where the embedded database lies', async () => {
    const central = await start();
    await expect(startCentral({ home: central.home, host: '127.0.0.1', port: 0, log })).rejects.toMatchObject({ code: 'home-locked' });
  });

  it('is the same centre after a restart: keys, tills, operations, and no second seed', async () => {
    const first = await start();
    const till = await first.enrolTill();
    const journal = testJournal();
    journal.append('sale-committed', testSale(first.compiled, { customer: anna }));
    await till.push(journal);
    const { epoch } = await till.position(journal.journalId);
    await first.stop();
    // whatever the shop folder says by now
    writeShopFolder(join(first.home, 'shop'), testBundle({ serial: 2 }), []);
    const second = await start({ home: first.home, shopFolder: join(first.home, 'shop'), port: first.port });
    expect(await till.position(journal.journalId)).toEqual({ epoch, ...journal.head() });
    expect((await second.enrolTill('till-2')).rootPublicKey).toBe(till.rootPublicKey);
    expect((await till.get<{ serial: number }>('/till/v1/bundle')).body.serial).toBe(1);
    expect(await second.report()).toMatchObject({ accounts: 3, operations: 1 });
  });

  it('says that a port is taken, and leaves the home folder free', async () => {
    const { port } = await start();
    const home = await blankHome();
    const shopFolder = writeShopFolder(join(home, 'shop'));
    await expect(startCentral({ home, ...databaseOf(home), host: '127.0.0.1', port, shopFolder, log })).rejects.toMatchObject({ name: 'CentralStartError', code: 'port-taken' });
    await (await startCentral({ home, ...databaseOf(home), host: '127.0.0.1', port: 0, shopFolder, log })).close();
  });

  it('says what is wrong with a shop folder, and starts when it is mended', async () => {
    const home = await blankHome();
    const shopFolder = writeShopFolder(join(home, 'shop'), testBundle(), [{ ...anna, tier: 'platinum' }]);
    const startHere = async () => await startCentral({ home, ...databaseOf(home), host: '127.0.0.1', port: 0, shopFolder, log });
    await expect(startHere()).rejects.toMatchObject({ code: 'shop-invalid' });
    writeShopFolder(shopFolder);
    await (await startHere()).close();
  });

  it('refuses a root key that is none, and never makes another one in its place', async () => {
    const home = await blankHome();
    writeFileSync(join(home, 'root.key'), 'rubbish');
    await expect(startCentral({ home, ...databaseOf(home), host: '127.0.0.1', port: 0, log })).rejects.toMatchObject({ code: 'home-unusable' });
    expect(readFileSync(join(home, 'root.key'), 'utf8')).toBe('rubbish');
  });

  it('says that a home folder cannot be made', async () => {
    const home = await blankHome();
    writeFileSync(join(home, 'file'), '');
    await expect(startCentral({ home: join(home, 'file'), host: '127.0.0.1', port: 0, log })).rejects.toMatchObject({ code: 'home-unusable' });
  });

  it.skipIf(inject('postgresUrl') !== undefined)('says that a lock file is none, not that another centre works here', async () => {
    const home = await blankHome();
    writeFileSync(join(home, 'lock.db'), 'x'.repeat(4_096));
    const refusal = { code: 'home-unusable', message: expect.stringContaining('lock.db') as string };
    await expect(startCentral({ home, host: '127.0.0.1', port: 0, log })).rejects.toMatchObject(refusal);
    rmSync(join(home, 'lock.db'));
    mkdirSync(join(home, 'lock.db'));
    await expect(startCentral({ home, host: '127.0.0.1', port: 0, log })).rejects.toMatchObject(refusal);
  });

  it('has no programme without a shop folder, until a bundle is published', async () => {
    const home = await blankHome();
    const running = await startCentral({ home, ...databaseOf(home), host: '127.0.0.1', port: 0, log });
    const call = async <Body>(path: string, token: string, body?: object): Promise<Answer<Body>> => {
      const response = await fetch(running.url + path, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer<Body>['body'] };
    };
    const { body: { code } } = await call<{ code: string }>('/admin/v1/enrolment-codes', running.adminToken, { tillId: 't', tillName: 'T', storeId: 's' });
    const { body: { token } } = await call<{ token: string }>('/till/v1/enrol', '', { protocol: 1, code, publicKey: makeTillKeys().publicKey });
    expect(await call('/till/v1/bundle', token)).toMatchObject({ status: 503, body: { code: 'no-bundle' } });
    expect(await call('/admin/v1/bundles', running.adminToken, testBundle())).toMatchObject({ status: 201 });
    expect(await call('/till/v1/bundle', token)).toMatchObject({ status: 200, body: { serial: 1 } });
    await running.close();
  });

  it('closes with a request on the way that never ends, and may be closed twice', async () => {
    const central = await start();
    const socket = connect(central.port, '127.0.0.1');
    const ended = once(socket, 'close');
    socket.on('error', quiet);
    socket.write('POST /till/v1/enrol HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{');
    await fetch(`${central.url}/healthz`);
    await Promise.all([central.stop(), central.stop()]);
    await ended;
    await expect(fetch(`${central.url}/healthz`)).rejects.toThrow('fetch failed');
  });
});
