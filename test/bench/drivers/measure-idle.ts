import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openPtyPair } from '../../drivers/kit/pty-pair.ts';

/** Per cent of one processor that a process of its own takes which has three scanners open that say nothing. */
export async function measureIdle(): Promise<number> {
  const pairs = [await openPtyPair(), await openPtyPair(), await openPtyPair()];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(new URL('idle-child.ts', import.meta.url)), ...pairs.map(({ path }) => path)]);
    return (JSON.parse(stdout) as { percent: number }).percent;
  } finally {
    for (const pair of pairs) await pair.remove();
  }
}
