import { readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DiagnosticsView } from '../../contract/diagnostics.ts';

/** How much room the files of a home take, and how much is left. A file that goes away meanwhile counts nothing. */
export function storageSizes(home: string): Pick<DiagnosticsView, 'disk' | 'storage'> {
  const { bavail, blocks, bsize } = statfsSync(home);
  const names = readdirSync(home);
  const sumOf = (folder: string, wanted: readonly string[]) => wanted.reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
  const archive = names.includes('journal-archive') ? join(home, 'journal-archive') : undefined;
  return {
    disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize },
    storage: {
      journalBytes: sumOf(home, names.filter((name) => name.startsWith('journal.db'))),
      archiveBytes: archive === undefined ? 0 : sumOf(archive, readdirSync(archive)),
      cacheBytes: sumOf(home, names.filter((name) => /^cache-\d+\.db/u.test(name))),
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
