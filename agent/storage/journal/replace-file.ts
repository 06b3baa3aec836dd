import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { syncFolder } from '../sync-to-disk.ts';
import { sizeOf } from './orphaned-log.ts';

/**
 * Puts another file in the journal's place, so that a crash at any moment loses neither of them:
 *
 *   journal.db.next written, synced ──► journal.db aside ──► its log aside ──► next becomes journal.db
 *                                  └──────── a crash from here on: `finishReplacement` goes on with it ──┘
 *
 * Where the old file goes is kept in the new one's `meta`, because the log beside it must get the same name.
 */
export const asideKey = 'setAside';

export function nextPathOf(path: string): string {
  return `${path}.next`;
}

/** A name for what is put aside: `journal.damaged-20261122T110305Z.db`, with a number where that is taken. What is lost leaves a note. */
export function asideName(path: string, what: 'damaged' | 'replaced' | 'lost', wallMs: number): string {
  const ending = what === 'lost' ? '.txt' : '.db';
  const time = new Date(wallMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const stem = `${basename(path, '.db')}.${what}-${time}`;
  const names = [stem + ending, ...Array.from({ length: 99 }, (_, index) => `${stem}-${index + 2}${ending}`)];
  const free = names.find((name) => ['', '-wal'].every((suffix) => !existsSync(join(dirname(path), name + suffix))));
  if (free === undefined) throw new Error(`there is no free name beside ${path}`);
  return free;
}

/** `next` is complete, synced and closed. Without `aside` nothing stands in its place. Throws the errors of the file system; whatever was done until then is finished at the next start. */
export function replaceWithNext(path: string, aside: string | undefined): void {
  if (aside !== undefined) {
    const asidePath = join(dirname(path), aside);
    if (existsSync(path)) renameSync(path, asidePath);
    moveLogs(path, asidePath);
  }
  renameSync(nextPathOf(path), path);
  for (const suffix of ['-wal', '-shm']) rmSync(nextPathOf(path) + suffix, { force: true });
  syncFolder(dirname(path));
}

/** At each start: goes on with a replacement that was cut off after its point of no return, and forgets one that was cut off before. */
export function finishReplacement(path: string): void {
  const next = nextPathOf(path);
  if (!existsSync(next)) return;
  // Closed files have no log: one beside the new file says that it was never finished.
  const aside = existsSync(path) || sizeOf(`${next}-wal`) > 0 ? undefined : asideIn(next);
  if (aside === undefined) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(next + suffix, { force: true });
  } else {
    replaceWithNext(path, aside);
  }
}

function moveLogs(path: string, asidePath: string): void {
  // A reader leaves an empty log behind.
  if (sizeOf(`${path}-wal`) > 0) renameSync(`${path}-wal`, `${asidePath}-wal`);
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/** Only a complete file says it. */
function asideIn(next: string): string | undefined {
  try {
    const db = new Database(next, { readonly: true });
    try {
      const kept = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(asideKey);
      return kept === undefined ? undefined : (JSON.parse(kept) as { file: string }).file;
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}
