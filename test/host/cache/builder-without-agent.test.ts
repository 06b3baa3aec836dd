import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openGeneration } from '../../../agent/storage/cache/cache-generation.ts';
import { accounts } from '../../storage/kit/accounts.ts';
import { downloadOf } from '../../storage/kit/download.ts';
import { tempFolder } from '../../storage/kit/temp-folder.ts';
import { cacheFiles, memoryPointer, openTestCache, takeSnapshot } from '../../storage/kit/test-cache.ts';

const program = fileURLToPath(new URL('../../storage/kit/ask-for-snapshot.ts', import.meta.url));
/** Enough for a build that takes much longer than a look at the folder */
const manyAccounts = 60_000;

/** Starts an agent's stand-in and waits for its word. Its builder has the same stderr, so that `close` comes when both are gone. */
async function startAsking(moment: string) {
  const asking = spawn(process.execPath, [program, moment], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void asking.kill('SIGKILL'));
  let said = '';
  const closed = once(asking, 'close');
  asking.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  asking.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(asking.stdout, 'data');
  return { asking, closed, said: () => said };
}

describe('a snapshot’s builder whose agent is killed', () => {
  it.each(['starting', 'idle'])('while it is %s ends too', async (moment) => {
    const { asking, closed } = await startAsking(moment);
    asking.kill('SIGKILL');
    expect(await closed).toEqual([null, 'SIGKILL']);
  });

  it('had a lower priority than its agent, which a cashier waits for', async () => {
    const { said } = await startAsking('idle');
    expect(said()).toContain(`at priority ${Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL)}\n`);
  });

  it('in the middle of a job ends too, and what it has built so far serves nobody', async () => {
    const folder = tempFolder();
    const pointer = memoryPointer();
    const store = openTestCache(folder, pointer);
    takeSnapshot(store);
    const { path } = store.writer.beginSnapshot();
    const { downloadPath } = store.writer;
    writeFileSync(downloadPath, downloadOf(accounts(1, manyAccounts)));
    const { asking, closed, said } = await startAsking(JSON.stringify({ downloadPath, journalId: 'journal-1', asOfMs: 9_000, path }));
    while (!existsSync(path)) await sleep(1);
    asking.kill('SIGKILL');
    expect(await closed).toEqual([null, 'SIGKILL']);
    expect(said()).toBe('asked\n');
    expect(cacheFiles(folder)).toEqual(['cache-1.db', 'cache-2.db']);
    // one that was built to its end could be opened
    expect(() => openGeneration(path, 2)).toThrow(/no such table|malformed|not a database/u);
    const next = openTestCache(folder, pointer);
    expect(next.cache.view()).toMatchObject({ generation: 1, epoch: 'e1', accounts: 3 });
    expect(cacheFiles(folder)).toEqual(['cache-1.db']);
    expect(existsSync(downloadPath)).toBe(false);
  });
});
