import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from './home/home-lock.ts';

export interface OwnFolder {
  readonly path: string;
  /** Deletes it and all that lies in it. */
  close(): void;
}

/**
 * A folder for this process alone, in one that other processes use at the same time. The folders of those that have ended are deleted.
 *
 *   parent/<id>.lock   held for as long as the process lives, and before its folder is there: a folder without a held lock is a dead one's
 *   parent/<id>/
 */
export function openOwnFolder(parent: string): OwnFolder {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(parent, { withFileTypes: true })) {
    if (entry.isDirectory()) claim(parent, entry.name)?.();
  }
  const id = randomUUID();
  const close = claim(parent, id);
  if (close === undefined) throw new Error(`the lock of ${id} is held by another process`);
  const path = join(parent, id);
  mkdirSync(path, { mode: 0o700 });
  return { path, close };
}

/** Takes the lock of a folder; undefined where its process lives. What is answered deletes the folder and lets the lock go. */
function claim(parent: string, id: string): (() => void) | undefined {
  const lockPath = join(parent, `${id}.lock`);
  const unlock = tryLock(lockPath);
  if (unlock === undefined) return undefined;
  return () => {
    rmSync(join(parent, id), { recursive: true, force: true });
    unlock();
    rmSync(lockPath, { force: true });
  };
}
