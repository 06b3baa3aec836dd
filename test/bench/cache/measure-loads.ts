import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { loadSnapshot } from './bench-cache.ts';
import { longestHoldMs } from './loop-delay.ts';

const bareProgram = fileURLToPath(new URL('bare-child.ts', import.meta.url));

export interface LoadsMs {
  ours: number[];
  bare: number[];
  /** The longest that the loop was held in each load of ours, and in a pause as long as that */
  held: number[];
  heldIdle: number[];
}

/** Loads the same file in turns; what the last turn made stays: `store` serves, and the bare file lies at the returned path. */
export async function measureLoads(store: CacheStore, snapshotPath: string, folder: string, rounds: number): Promise<LoadsMs & { barePath: string }> {
  const took: LoadsMs = { ours: [], bare: [], held: [], heldIdle: [] };
  const barePath = join(folder, 'bare.db');
  for (let round = 0; round < rounds; round += 1) {
    rmSync(barePath, { force: true });
    const { stdout } = await promisify(execFile)(process.execPath, [bareProgram, snapshotPath, barePath]);
    took.bare.push(Number(stdout));
    let oursMs = 0;
    took.held.push(await longestHoldMs(async () => {
      oursMs = await timed(() => loadSnapshot(store, snapshotPath));
    }));
    took.ours.push(oursMs);
    took.heldIdle.push(await longestHoldMs(() => new Promise((resolve) => setTimeout(resolve, oursMs))));
  }
  return { ...took, barePath };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}
