import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

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

/** Deletes what is out of service. A file that will not go, because another program looks at it, waits for the next opening. */
export function deleteGeneration(folder: string, generation: number): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    try {
      rmSync(generationPath(folder, generation) + suffix, { force: true });
    } catch {
      // See above.
    }
  }
}

