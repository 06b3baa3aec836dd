/** Two centres with homes of their own on one PostgreSQL database, while the command line works on it. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleAnswer, FeedAnswer } from '../../../sync/protocol/messages.ts';
import { lastLine, runTill } from '../../cli/support/till-process.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { databaseOf } from '../kit/database-of.ts';
import { testBundle } from '../kit/test-shop.ts';
import { testTill, type TestTill } from '../kit/test-till.ts';

describe('the command line beside two centres that run', () => {
  let one: TestCentral;
  let other: TestCentral;
  let tillAtOther: TestTill;
  beforeAll(async () => {
    one = await startTestCentral();
    other = await startTestCentral({ beside: one });
    const till = await one.enrolTill();
    tillAtOther = testTill(other.url, till, till.keys);
  });
  afterAll(async () => {
    await other.stop();
    await one.close();
  });
  const till = async (...args: string[]) => await runTill(['central', ...args, '--home', one.home, '--database', databaseOf(one.home).database!.url, '--json']);
  const feed = async (waitMs: number) => {
    const { body: { epoch } } = await tillAtOther.get<{ epoch: string }>('/till/v1/ping');
    const { body } = await tillAtOther.get<FeedAnswer>(`/till/v1/feed?journalId=j&epoch=${epoch}&cursor=0&limit=5000&protocol=2`);
    return waitMs === 0 ? body : (await tillAtOther.get<FeedAnswer>(`/till/v1/feed?journalId=j&epoch=${epoch}&cursor=${body.cursor}&waitMs=${waitMs}&protocol=2`)).body;
  };

  it('publishes a bundle, and a till that waits at one of them hears of it', async () => {
    const before = await feed(0);
    const file = join(one.home, 'second.json');
    writeFileSync(file, JSON.stringify(testBundle({ serial: 2 })));
    const waiting = feed(25_000);
    const { code, stdout } = await till('publish', file);
    const { hash } = JSON.parse(lastLine(stdout)) as { hash: string };
    expect([code, (await waiting).bundleHash]).toEqual([0, hash]);
    expect(hash).not.toBe(before.bundleHash);
  });

  it('rotates the root key; a centre without a copy signs nothing, serves on, and signs again once it has one', async () => {
    const { code, stdout } = await till('rotate-key');
    const { keyId } = JSON.parse(lastLine(stdout)) as { keyId: string };
    expect([code, (await feed(0)).rootKeyId]).toEqual([0, keyId]);
    const bundle = JSON.stringify(testBundle({ serial: 3 }));
    expect(await other.admin('bundles', bundle)).toMatchObject({ status: 503, body: { code: 'root-key-away' } });
    expect(await other.admin('enrolment-codes', { tillId: 't', tillName: 'T', storeId: 'store-1' })).toMatchObject({ status: 503, body: { code: 'root-key-away' } });
    expect((await tillAtOther.get<BundleAnswer>('/till/v1/bundle')).body.keyId).toBe(keyId);
    copyFileSync(join(one.home, 'root.key'), join(other.home, 'root.key'));
    expect((await other.admin('bundles', bundle)).status).toBe(201);
    expect((await tillAtOther.get<BundleAnswer>('/till/v1/bundle')).body).toMatchObject({ serial: 3, keyId });
    expect((await one.enrolTill('till-2')).keyId).toBe(keyId);
  });
});
