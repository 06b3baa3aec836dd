import { readdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { openCache, type CachePointer, type CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { writeSnapshot, type TestSnapshot } from './snapshot-rows.ts';

export function memoryPointer(generation?: number): CachePointer & { generation: number | undefined } {
  return {
    generation,
    get() {
      return this.generation;
    },
    set(next) {
      this.generation = next;
    },
  };
}

/** Closed at the end of the running test, if not before. */
export function openTestCache(folder: string, pointer: CachePointer): CacheStore {
  const store = openCache({ folder, pointer });
  onTestFinished(() => store.close());
  return store;
}

/** Takes a whole snapshot on this thread, by default of the accounts 1 to 3. */
export function takeSnapshot(store: CacheStore, snapshot: TestSnapshot = {}): void {
  const build = store.writer.beginSnapshot();
  try {
    writeSnapshot(build.path, snapshot);
    build.finish();
  } catch (error) {
    build.abort();
    throw error;
  }
}

/** The databases in the folder, without what SQLite puts beside them. */
export function cacheFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('cache-') && name.endsWith('.db')).sort();
}
