import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { account, through } from '../kit/accounts.ts';
import { ended, startChild } from '../kit/child.ts';
import { pointerIn } from '../kit/journal-pointer.ts';
import { tempFolder } from '../kit/temp-folder.ts';
import { cacheFiles, openTestCache } from '../kit/test-cache.ts';
import { openTestJournal } from '../kit/test-journal.ts';

const killed = { code: null, signal: 'SIGKILL' };

/** A folder in which a child process has taken a first snapshot, of epoch e1. */
async function folderWithCache(): Promise<string> {
  const folder = tempFolder();
  expect(await ended(startChild('change-cache.ts', [folder, 'snapshot']))).toEqual({ code: 0, signal: null });
  return folder;
}

function reopen(folder: string): CacheStore {
  return openTestCache(folder, pointerIn(openTestJournal(join(folder, 'journal.db')).meta));
}

describe('a process killed', () => {
  it('in the middle of building a snapshot leaves the old one in service and no trace', async () => {
    const folder = await folderWithCache();
    const child = startChild('change-cache.ts', [folder, 'hang']);
    await once(child.stdout ?? child, 'data');
    expect(cacheFiles(folder)).toEqual(['cache-1.db', 'cache-2.db']);
    child.kill('SIGKILL');
    expect(await ended(child)).toEqual(killed);
    const { cache } = reopen(folder);
    expect(cache.view()).toMatchObject({ generation: 1, epoch: 'e1', accounts: 3_000 });
    expect(cache.findById('a2999')?.account).toEqual(account(2_999));
    expect(cacheFiles(folder)).toEqual(['cache-1.db']);
  });

  it.each([
    ['before the indexes keeps the old snapshot', 'cache-build-before-indexes:kill', { generation: 1, epoch: 'e1' }],
    ['before the sync keeps the old snapshot', 'cache-build-before-sync:kill', { generation: 1, epoch: 'e1' }],
    ['before the switch keeps the old snapshot', 'cache-build-before-switch:kill', { generation: 1, epoch: 'e1' }],
    ['after the switch has the new one', 'cache-build-after-switch:kill', { generation: 2, epoch: 'e2' }],
  ])('%s', async (_, failpoint, view) => {
    const folder = await folderWithCache();
    expect(await ended(startChild('change-cache.ts', [folder, 'snapshot'], failpoint))).toEqual(killed);
    const { cache } = reopen(folder);
    expect(cache.view()).toMatchObject({ ...view, accounts: 3_000 });
    expect(cache.findById('a3000')?.account).toEqual(account(3_000));
    expect(cacheFiles(folder)).toEqual([`cache-${view.generation}.db`]);
  });

  it('before the commit of a page keeps accounts, cursor and through as they were', async () => {
    const folder = await folderWithCache();
    expect(await ended(startChild('change-cache.ts', [folder, 'feed'], 'cache-feed-before-commit:kill'))).toEqual(killed);
    const { cache } = reopen(folder);
    expect(cache.view()).toMatchObject({ cursor: 100, through: through(0) });
    expect(cache.findById('a1')?.account).toEqual(account(1));
  });

  it('after a page, without closing anything, has the page', async () => {
    const folder = await folderWithCache();
    expect(await ended(startChild('change-cache.ts', [folder, 'feed']))).toEqual({ code: 0, signal: null });
    const { cache } = reopen(folder);
    expect(cache.view()).toMatchObject({ cursor: 101, through: through(9), accounts: 3_000 });
    expect(cache.findById('a1')?.account.availablePoints).toBe(1);
  });
});
