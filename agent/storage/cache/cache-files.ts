import { readdirSync, rm, rmSync } from 'node:fs';
import { join } from 'node:path';

const suffixes = ['', '-wal', '-shm', '-journal'] as const;
const filePattern = /^cache-([1-9][0-9]{0,14})\.db(?:-wal|-shm|-journal)?$/;

/** The files of a cache folder: `cache-<generation>.db` and what SQLite puts beside it. */
export function generationPath(folder: string, generation: number): string {
  return join(folder, `cache-${generation}.db`);
}

/** Every generation of which a file lies in the folder. */
export function generationsIn(folder: string): number[] {
  const found = readdirSync(folder).map((name) => filePattern.exec(name)?.[1]);
  return [...new Set(found.filter((digits) => digits !== undefined).map(Number))];
}

/** Where a snapshot lies while it comes over the network. */
export function downloadPath(folder: string): string {
  return join(folder, 'snapshot.part');
}

/** Deletes what is out of service. A file that will not go, because another program looks at it, waits for the next opening. */
export function deleteGeneration(folder: string, generation: number): void {
  for (const suffix of suffixes) deleteFile(generationPath(folder, generation) + suffix);
}

/** What was left of a download. */
export function deleteDownload(folder: string): void {
  deleteFile(downloadPath(folder));
}

function deleteFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // See above.
  }
}

/** The same, soon and off this thread. */
export function deleteGenerationLater(folder: string, generation: number): void {
  for (const suffix of suffixes) rm(generationPath(folder, generation) + suffix, { force: true }, () => undefined);
}
