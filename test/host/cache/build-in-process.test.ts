import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildInProcess } from '../../../agent/host/cache/build-in-process.ts';
import type { CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { account, accounts, cardNumber } from '../../storage/kit/accounts.ts';
import { downloadOf, sumOf } from '../../storage/kit/download.ts';
import { tempFolder } from '../../storage/kit/temp-folder.ts';
import { cacheFiles, memoryPointer, openTestCache, takeSnapshot } from '../../storage/kit/test-cache.ts';

const never = new AbortController().signal;

/** Takes the downloaded bytes as the sync engine does, over a cache of epoch e1. */
async function take(bytes: Buffer, changes: { sha256?: string; journalId?: string; signal?: AbortSignal } = {}): Promise<{ store: CacheStore; folder: string; fault: unknown }> {
  const folder = tempFolder();
  const store = openTestCache(folder, memoryPointer());
  takeSnapshot(store);
  writeFileSync(store.writer.downloadPath, bytes);
  const build = store.writer.beginSnapshot();
  const job = { downloadPath: store.writer.downloadPath, sha256: changes.sha256 ?? sumOf(bytes), journalId: changes.journalId ?? 'journal-1', asOfMs: 9_000, path: build.path };
  const fault = await buildInProcess(job, changes.signal ?? never).then(() => undefined, (error: unknown) => error);
  if (fault === undefined) build.finish();
  else build.abort();
  return { store, folder, fault };
}

describe('a snapshot that is built in a process of its own', () => {
  it('is served with its view, every account as it came', async () => {
    const { store, fault } = await take(downloadOf(accounts(1, 3_000)));
    expect(fault).toBeUndefined();
    expect(store.cache.view()).toEqual({ generation: 2, epoch: 'e2', cursor: 7, through: { journalId: 'journal-1', seq: 3 }, asOfMs: 9_000, accounts: 3_000 });
    expect(store.cache.findByCard(cardNumber(2_999))?.account).toEqual(account(2_999));
  });

  it('keeps what is left of budgets and which coupons were used', async () => {
    const { store, fault } = await take(downloadOf(accounts(1, 2), [{ budgets: [{ promotionId: 'weekly', leftMinor: 500 }] }, { usedCoupons: ['A'] }, { usedCoupons: ['B'] }]));
    expect(fault).toBeUndefined();
    expect(store.cache.programme(['B', 'C'])).toEqual({ budgets: [{ promotionId: 'weekly', leftMinor: 500 }], usedCoupons: ['B'] });
    expect(store.cache.view()?.accounts).toBe(2);
  });

  it('lies closed and without a write-ahead log before it is in service', async () => {
    const folder = tempFolder();
    const downloadPath = join(folder, 'snapshot.part');
    const path = join(folder, 'cache-1.db');
    writeFileSync(downloadPath, downloadOf(accounts(1, 3_000)));
    await buildInProcess({ downloadPath, sha256: undefined, journalId: 'journal-1', asOfMs: 1, path }, never);
    expect(readdirSync(folder).sort()).toEqual(['cache-1.db', 'snapshot.part']);
  });

  const bytes = downloadOf(accounts(1, 300));
  it.each<[string, Buffer, Parameters<typeof take>[1], string]>([
    ['a page of a captive portal', Buffer.from('<html>Sign in to go on</html>'), {}, 'no JSON'],
    ['an empty file', Buffer.alloc(0), {}, 'has no end'],
    ['a file that was cut', bytes.subarray(0, bytes.length - 40), {}, 'cut off'],
    ['a file with another sum', bytes, { sha256: 'a'.repeat(64) }, 'does not have the sum that the centre states'],
    ['a snapshot for another journal', bytes, { journalId: 'journal-2' }, 'for another journal'],
  ])('never comes of %s', async (_, download, changes, sentence) => {
    const { store, folder, fault } = await take(download, changes);
    expect(fault).toMatchObject({ name: 'SyncFault', kind: 'failing', message: expect.stringContaining(sentence) as string });
    expect(store.cache.view()).toMatchObject({ generation: 1, epoch: 'e1' });
    expect(cacheFiles(folder)).toEqual(['cache-1.db']);
  });

  it('blames the disk, not the network, where the download cannot be read or a card comes twice', async () => {
    const twice = await take(downloadOf([account(1), account(2, { cards: account(1).cards })]));
    expect(twice.fault).toMatchObject({ name: 'Error', code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    expect(twice.store.cache.view()).toMatchObject({ generation: 1 });
  });

  it('ends with its signal, and nobody writes to the file any more', async () => {
    const stop = new AbortController();
    const taking = take(downloadOf(accounts(1, 20_000)), { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('stopped')), 20);
    const { folder, fault, store } = await taking;
    expect(String(fault)).toContain('stopped');
    expect(existsSync(join(folder, 'cache-2.db'))).toBe(false);
    expect(store.cache.view()).toMatchObject({ generation: 1 });
  });
});
