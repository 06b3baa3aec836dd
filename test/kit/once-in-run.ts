import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Names the folder that `run-folder.ts` makes for a run; without it nothing is shared. */
export const runFolderVariable = 'TILL_TEST_RUN';

/**
 * A folder that is dear to make and only read: the first test file that asks makes it, all others of the run get the same one.
 * @param make fills the folder, which is put in place whole
 * @returns undefined where this is no run that shares
 */
export async function onceInRun(name: string, make: (folder: string) => Promise<void>): Promise<string | undefined> {
  const run = process.env[runFolderVariable];
  if (run === undefined) return undefined;
  const folder = join(run, name);
  const claim = `${folder}.claimed`;
  while (!existsSync(folder)) {
    if (!isMade(claim)) {
      await sleep(50);
      continue;
    }
    try {
      if (!existsSync(folder)) await makeWhole(folder, make);
    } finally {
      // where making it failed, the next file tries
      rmdirSync(claim);
    }
  }
  return folder;
}

async function makeWhole(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  await make(unfinished);
  await rename(unfinished, folder);
}

/** One process makes a folder, and the others see that it is there. */
function isMade(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
